import 'server-only'
import { sql } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'
import type { TreeNode } from './tree.ts'

const hashBytes = 32

/** Stored nodes of one level that follow one another, their hashes joined. */
interface Strip {
	first: number
	hashes: Buffer
}

/**
 * The stored nodes that became complete while the tree grew from one size to another, to be compared with what they
 * ought to be. They come as one text of bytes a level: a million of them are read in seconds.
 */
export class StoredNodes {
	readonly #strips: ReadonlyMap<number, Strip>

	constructor(strips: ReadonlyMap<number, Strip>) {
		this.#strips = strips
	}

	/** Whether the node is stored as it is given. Asked from left to right, the first missing one is found. */
	holds({ level, idx, hash }: TreeNode): boolean {
		const strip = this.#strips.get(level)
		if (!strip) return false
		const from = (idx - strip.first) * hashBytes
		return strip.hashes.subarray(from, from + hashBytes).equals(hash)
	}
}

/** The nodes that became complete while the tree grew from `olderSize` to `newerSize` leaves, one at least. */
export async function readCompletedNodes(olderSize: number, newerSize: number): Promise<StoredNodes> {
	const levels = Array.from({ length: Math.floor(Math.log2(newerSize)) + 1 }, (_, level) => level)
	const firsts = levels.map((level) => Math.floor(olderSize / 2 ** level))
	const ends = levels.map((level) => Math.floor(newerSize / 2 ** level))
	const { rows } = await getDatabase().execute<{ level: number; first: string; hashes: Buffer }>(sql`
		select wanted.level, wanted.first, string_agg(nodes.hash, ''::bytea order by nodes.idx) as hashes
		from unnest(${sql.param(levels)}::smallint[], ${sql.param(firsts)}::bigint[], ${sql.param(ends)}::bigint[])
			as wanted (level, first, "end")
		join public.nodes on nodes.level = wanted.level and nodes.idx >= wanted.first and nodes.idx < wanted."end"
		group by wanted.level, wanted.first`)
	return new StoredNodes(
		new Map(rows.map(({ level, first, hashes }) => [level, { first: Number(first), hashes }])),
	)
}
