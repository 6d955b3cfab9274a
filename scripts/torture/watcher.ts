import { setTimeout as pause } from 'node:timers/promises'
import { and, count, eq, gt, inArray, sql } from 'drizzle-orm'
import { openStates } from '#lib/changes/rules.ts'
import type { Database } from '#lib/db/client.ts'
import { changes } from '#lib/db/schema.ts'
import { readRanges, readRecordSize } from '#lib/ledger/prove.ts'
import { rootFromNodes } from '#lib/ledger/tree.ts'
import type { Checkpoint, Evidence, Pair } from './evidence.ts'

const betweenSamplesMs = 100
const betweenCheckpointsMs = 1_000

/** Looks at the database while it is tortured. What it cannot see, because the database is away, it leaves out. */
export class Watcher {
	readonly #db: Database
	readonly #crowded: Evidence['crowded'][number][] = []
	readonly #checkpoints: Checkpoint[] = []
	#samples = 0
	#isWatching = true

	constructor(db: Database) {
		this.#db = db
	}

	get seen() {
		return { crowded: this.#crowded, checkpoints: this.#checkpoints, samples: this.#samples }
	}

	/** Watches until it is told to stop; settles then. */
	async watch(): Promise<void> {
		await Promise.all([
			this.#repeat(betweenSamplesMs, () => this.#sample()),
			this.#repeat(betweenCheckpointsMs, () => this.#takeCheckpoint()),
		])
	}

	stop(): void {
		this.#isWatching = false
	}

	/** The pair's change whose outcome nobody knows, else its newest; `null` where there is none. */
	async changeToAttend({ groupId, userId }: Pair): Promise<string | null> {
		const [row] = await this.#db
			.select({ id: changes.id })
			.from(changes)
			.where(and(eq(changes.groupId, groupId), eq(changes.userId, userId)))
			.orderBy(sql`${changes.state} = 'unknown' desc, ${changes.createdAt} desc`)
			.limit(1)
		return row?.id ?? null
	}

	async countOpen(): Promise<number> {
		const [row] = await this.#db
			.select({ open: count() })
			.from(changes)
			.where(inArray(changes.state, [...openStates]))
		return row?.open ?? 0
	}

	async #repeat(everyMs: number, look: () => Promise<void>): Promise<void> {
		while (this.#isWatching) {
			await look().catch(() => {})
			await pause(everyMs)
		}
	}

	async #sample(): Promise<void> {
		const found = await this.#db
			.select({ groupId: changes.groupId, userId: changes.userId, open: count() })
			.from(changes)
			.where(inArray(changes.state, [...openStates]))
			.groupBy(changes.groupId, changes.userId)
			.having(gt(count(), 1))
		this.#samples += 1
		this.#crowded.push(...found.map((pair) => ({ ...pair, atMs: Date.now() })))
	}

	async #takeCheckpoint(): Promise<void> {
		const size = await readRecordSize(this.#db)
		if (size === 0) return
		const root = rootFromNodes(size, await readRanges(this.#db, [[0, size]]))
		this.#checkpoints.push({ size, root: root.toString('hex') })
	}
}
