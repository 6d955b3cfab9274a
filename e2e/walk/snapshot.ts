import { createHash } from 'node:crypto'
import { Client } from 'pg'
import type { RunningConsole } from '../fixtures/console.ts'
import { putsOf } from '../fixtures/story.ts'

/** Tables in which rows come and go while nobody does anything, and why. */
const moving: Record<string, string> = {
	checkpoints: 'signed in the background',
	checkpoint_sinks: 'sent in the background',
	verifications: 'one runs each night',
	allowances: 'counts every request',
	changes_by_day: 'counted in the background',
	counted_to: 'counted in the background',
}
/** Columns that a request moves that changes nothing. */
const movingColumns: Record<string, string[]> = { sessions: ['last_seen_at'] }

/** All that a request could have changed: every other row of the database, and what the pod was sent. */
export type Snapshot = Record<string, string>

export async function takeSnapshot(console: RunningConsole, leftOut: string[] = []): Promise<Snapshot> {
	const client = new Client(console.ownerUrl)
	await client.connect()
	try {
		const tables = await client.query<{ name: string }>(
			"select tablename as name from pg_tables where schemaname = 'public' order by 1",
		)
		const digests: Snapshot = { puts: digestOf(await putsOf(console)) }
		for (const { name } of tables.rows) {
			if (name in moving || leftOut.includes(name)) continue
			const without = (movingColumns[name] ?? []).map((column) => ` - '${column}'`).join('')
			const { rows } = await client.query<{ row: string }>(
				`select (to_jsonb(t)${without})::text as row from public."${name}" t order by 1`,
			)
			digests[name] = `${rows.length} rows, ${digestOf(rows)}`
		}
		return digests
	} finally {
		await client.end()
	}
}

const digestOf = (value: unknown) =>
	createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)
