import 'server-only'
import { max, sql } from 'drizzle-orm'
import { type Database, type Executor, getDatabase } from '#lib/db/client.ts'
import { entries } from '#lib/db/record-schema.ts'
import { AppError } from '#lib/errors.ts'
import { consistencyRanges, inclusionRanges, proofFromNodes } from './proof.ts'
import { type NodePlace, type NodeReader, placesOf, type Range, rootFromNodes } from './tree.ts'

/** Hashes of stored nodes by their place. A stored node never changes, so one that is known need not be read again. */
export type KnownNodes = Map<string, Buffer>

const keyOf = ({ level, idx }: NodePlace) => `${level}/${idx}`

/** Nodes from here up are few, and in the proofs of most entries. */
const sharedLevel = 8
const batchSize = 1_000

/** Reads in one query what is not known yet. */
async function readNodes(db: Executor, places: Iterable<NodePlace>, known: KnownNodes): Promise<void> {
	const missing = new Map([...places].map((place) => [keyOf(place), place]))
	for (const key of known.keys()) missing.delete(key)
	if (missing.size === 0) return
	const levels = sql.param([...missing.values()].map(({ level }) => level))
	const indices = sql.param([...missing.values()].map(({ idx }) => idx))
	const { rows } = await db.execute<{ level: number; idx: string; hash: Buffer }>(sql`
		select nodes.level, nodes.idx, nodes.hash
		from unnest(${levels}::smallint[], ${indices}::bigint[]) as wanted (level, idx)
		join public.nodes on nodes.level = wanted.level and nodes.idx = wanted.idx`)
	for (const { level, idx, hash } of rows) known.set(keyOf({ level, idx: Number(idx) }), hash)
}

function readerOf(known: KnownNodes): NodeReader {
	return (level, idx) => {
		const hash = known.get(keyOf({ level, idx }))
		if (hash) return hash
		throw new AppError(
			'conflict',
			`The record’s tree was damaged: its node ${idx} on level ${level} is missing.`,
		)
	}
}

/**
 * The stored nodes that these ranges consist of, read in one query. The reader throws AppError `conflict` for one that
 * is missing.
 */
export async function readRanges(db: Executor, ranges: readonly Range[]): Promise<NodeReader> {
	const known: KnownNodes = new Map()
	await readNodes(db, ranges.flatMap(placesOf), known)
	return readerOf(known)
}

/** How many entries the record holds. */
export async function readRecordSize(db: Pick<Database, 'select'> = getDatabase()): Promise<number> {
	const [row] = await db.select({ size: max(entries.seq) }).from(entries)
	return row?.size ?? 0
}

/** The root of the record as it was when it held `size` entries; `null` where nodes that it needs are missing. */
export async function readRoot(size: number): Promise<Buffer | null> {
	const whole: Range = [0, size]
	const known: KnownNodes = new Map()
	await readNodes(getDatabase(), placesOf(whole), known)
	return known.size === placesOf(whole).length ? rootFromNodes(size, readerOf(known)) : null
}

/**
 * Proof that the entry `seq` (from 1) is in the record as it was when it held `size` entries, lowest sibling first.
 * @throws RangeError where it is not
 */
export async function proveEntry(seq: number, size: number): Promise<Buffer[]> {
	const ranges = inclusionRanges(seq - 1, size)
	return proofFromNodes(ranges, await readRanges(getDatabase(), ranges))
}

/**
 * The same for many entries, by their leaf's index (sequence − 1), in one query for every thousand.
 * @param shared given along from one part of a long export to the next, saves reading the upper levels again
 * @throws RangeError where `size` does not reach an index
 */
export async function proveEntries(
	indices: readonly number[],
	size: number,
	shared: KnownNodes = new Map(),
): Promise<Map<number, Buffer[]>> {
	const proofs = new Map<number, Buffer[]>()
	for (let from = 0; from < indices.length; from += batchSize) {
		const batch = indices
			.slice(from, from + batchSize)
			.map((index) => [index, inclusionRanges(index, size)] as const)
		const known: KnownNodes = new Map(shared)
		await readNodes(
			getDatabase(),
			batch.flatMap(([, ranges]) => ranges.flatMap(placesOf)),
			known,
		)
		for (const [index, ranges] of batch) proofs.set(index, proofFromNodes(ranges, readerOf(known)))
		for (const [key, hash] of known) if (Number.parseInt(key, 10) >= sharedLevel) shared.set(key, hash)
	}
	return proofs
}

/**
 * Proof that the record of `newer` entries continues that of `older`, changing nothing in it.
 * @throws RangeError where `older` is not from 1 to `newer`
 */
export async function proveContinuation(older: number, newer: number): Promise<Buffer[]> {
	const ranges = consistencyRanges(older, newer)
	return proofFromNodes(ranges, await readRanges(getDatabase(), ranges))
}
