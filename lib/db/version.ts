import type { Client } from 'pg'
import journal from './migrations/meta/_journal.json' with { type: 'json' }

/** The newest migration that this code knows. Read from the journal, which a build carries; the files it does not. */
export const newestKnown = Math.max(...journal.entries.map(({ when }) => when))

/** The migrations that are newer than `applied`, oldest first, by their names. */
export const migrationsAfter = (applied: number): string[] =>
	journal.entries.filter(({ when }) => when > applied).map(({ tag }) => tag)

/** Where the app's role can read it, which may not see the migrations themselves: as a comment on a table. */
const marker = /^Scopekeeper, migration (\d+)$/

export const markerFor = (migration: number) => `Scopekeeper, migration ${migration}`

export const selectMarker = `select obj_description(to_regclass('public.entries'), 'pg_class') as comment`

/** The migration that a marker names; 0 where there is none. */
export const migrationIn = (comment: string | null | undefined) => Number(comment?.match(marker)?.[1] ?? 0)

/** The newest migration that was applied, as the app's role sees it; 0 in an empty database. */
export async function readApplied(client: Client): Promise<number> {
	const { rows } = await client.query<{ comment: string | null }>(selectMarker)
	return migrationIn(rows[0]?.comment)
}
