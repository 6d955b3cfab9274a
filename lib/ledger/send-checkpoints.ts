import 'server-only'
import { and, asc, eq, getTableColumns, gt, inArray, sql } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'
import { checkpointSinks, checkpoints } from '#lib/db/record-schema.ts'
import { findRowProblem } from './checkpoint-row.ts'
import { configuredSinks, type Sink, SinkFailure } from './sinks.ts'
import { readKeys } from './verifier-keys.ts'

/** How long another process leaves a sink alone that one has taken: longer than a sending may last. */
const claim = sql`now() + interval '30 seconds'`
const longestPauseS = 300

/**
 * Takes a sink that has something due, or that would wait for longer than any pause lasts, as after a clock that was
 * wrong; gives the size that was sent last, or `null` where there is nothing to do. */
async function claimSink({ target }: Sink): Promise<number | null> {
	const db = getDatabase()
	await db.insert(checkpointSinks).values({ target }).onConflictDoNothing()
	const [claimed] = await db
		.update(checkpointSinks)
		.set({ nextTryAt: claim })
		.where(
			and(
				eq(checkpointSinks.target, target),
				sql`(next_try_at <= now() or next_try_at > now() + ${2 * longestPauseS} * interval '1 second')`,
				sql`exists (select from ${checkpoints} where ${checkpoints.size} > ${checkpointSinks.sentSize})`,
			),
		)
		.returning({ sentSize: checkpointSinks.sentSize })
	return claimed?.sentSize ?? null
}

/**
 * What comes next, up to the first row that counts for nothing: outside, a forged note would discredit all others.
 * @throws SinkFailure where that row is next
 */
async function readUnsent({ most }: Sink, sentSize: number) {
	const rows = await getDatabase()
		.select()
		.from(checkpoints)
		.where(gt(checkpoints.size, sentSize))
		.orderBy(asc(checkpoints.size))
		.limit(most)
	const keys = await readKeys()
	const [next] = rows
	const problem = next && findRowProblem(next, keys)
	if (problem) throw new SinkFailure(`${problem} It was not sent.`)
	const forged = rows.findIndex((row) => findRowProblem(row, keys) !== null)
	return forged === -1 ? rows : rows.slice(0, forged)
}

/** Notes how far a sink has come; `false` where another process has taken it meanwhile. */
async function noteSent({ target }: Sink, from: number, to: number): Promise<boolean> {
	const noted = await getDatabase()
		.update(checkpointSinks)
		.set({ sentSize: to, sentAt: sql`now()`, failures: 0, problem: null, nextTryAt: claim })
		.where(and(eq(checkpointSinks.target, target), eq(checkpointSinks.sentSize, from)))
		.returning({ target: checkpointSinks.target })
	return noted.length === 1
}

async function noteFailure({ target }: Sink, problem: string): Promise<void> {
	const pauseS = sql`least(${longestPauseS}, 2 ^ least(failures, 10)) * interval '1 second'`
	await getDatabase()
		.update(checkpointSinks)
		.set({ failures: sql`failures + 1`, problem, nextTryAt: sql`now() + ${pauseS}` })
		.where(eq(checkpointSinks.target, target))
}

async function release({ target }: Sink, sentSize: number): Promise<void> {
	await getDatabase()
		.update(checkpointSinks)
		.set({ nextTryAt: sql`now()` })
		.where(and(eq(checkpointSinks.target, target), eq(checkpointSinks.sentSize, sentSize)))
}

async function sendTo(sink: Sink): Promise<void> {
	let sent = await claimSink(sink)
	if (sent === null) return
	try {
		for (;;) {
			const unsent = await readUnsent(sink, sent)
			const last = unsent.at(-1)
			if (!last) break
			await sink.send(unsent.map(({ note }) => note))
			if (!(await noteSent(sink, sent, last.size))) return
			sent = last.size
		}
	} catch (error) {
		if (!(error instanceof SinkFailure)) throw error
		return noteFailure(sink, error.message)
	}
	await release(sink, sent)
}

/**
 * Sends to every configured place the checkpoints that it has not taken yet, in order and without a gap; each at
 * least once. A place that takes none is tried again later and later, up to every five minutes.
 */
export async function sendCheckpoints(): Promise<void> {
	await Promise.all(configuredSinks().map(sendTo))
}

/** How far a place has come. */
export interface SinkState {
	kind: Sink['kind']
	/** A file's path or an address, without credentials and query. */
	target: string
	sentSize: number
	sentAt: Date | null
	/** Why the last try failed, in words. */
	problem: string | null
	/** It lacks a checkpoint for longer than any pause lasts and got none meanwhile, or what it got last is stored no more. */
	isDoubtful: boolean
}

const longAgo = sql`now() - ${2 * longestPauseS} * interval '1 second'`
const isDoubtful = sql<boolean>`
	exists (select from ${checkpoints}
		where ${checkpoints.size} > ${checkpointSinks.sentSize} and ${checkpoints.signedAt} < ${longAgo})
	and not coalesce(${checkpointSinks.sentAt} between ${longAgo} and now(), false)
	or ${checkpointSinks.sentSize} > 0 and not exists (select from ${checkpoints}
		where ${checkpoints.size} = ${checkpointSinks.sentSize} and ${checkpoints.signedAt} <= ${checkpointSinks.sentAt})`

/** How far every configured place has come. */
export async function readSinks(): Promise<SinkState[]> {
	const sinks = configuredSinks()
	const targets = sinks.map(({ target }) => target)
	const rows = await getDatabase()
		.select({ ...getTableColumns(checkpointSinks), isDoubtful })
		.from(checkpointSinks)
		.where(inArray(checkpointSinks.target, targets))
	return sinks.map(({ kind, target }) => {
		const row = rows.find((one) => one.target === target)
		const shown = kind === 'file' ? target.slice('file:'.length) : target
		const { sentSize = 0, sentAt = null, problem = null, isDoubtful = false } = row ?? {}
		return { kind, target: shown, sentSize, sentAt, problem, isDoubtful }
	})
}
