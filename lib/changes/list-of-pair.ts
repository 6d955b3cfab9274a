import 'server-only'
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { changes, users } from '#lib/db/schema.ts'
import { parseInput } from '#lib/parse-input.ts'
import { actorName } from './actor-name.ts'
import { selectChanges, viewOf, visibleTo } from './list.ts'
import { type PairChange, type PairHistory, pairChangesSchema } from './schemas.ts'

const perPage = 20

/**
 * A page of a pair's changes that the actor may see, newest first: everyone's, or their own. `input` is a
 * `pairChangesSchema`.
 * @throws AppError `forbidden`, `invalid_input`
 */
export async function listPairChanges(actor: Actor, input: unknown): Promise<PairHistory> {
	requirePermission(actor, 'read_own_record')
	const { groupId, userId, before } = parseInput(pairChangesSchema, input)
	const rows = await selectChanges()
		.where(
			and(
				eq(changes.groupId, groupId),
				eq(changes.userId, userId),
				visibleTo(actor),
				before
					? sql`(${changes.createdAt}, ${changes.id}) < (select c.created_at, c.id from ${changes} c where c.id = ${before})`
					: undefined,
			),
		)
		.orderBy(desc(changes.createdAt), desc(changes.id))
		.limit(perPage + 1)
	const shown = rows.slice(0, perPage).map((row) => viewOf(row, actor))
	const undone = await readUndone(
		{ groupId, userId },
		shown.map(({ id }) => id),
	)
	return {
		changes: shown.map((change) => ({ ...change, undoneBy: undone.get(change.id) ?? null })),
		older: rows.length > perPage ? (shown.at(-1)?.id ?? null) : null,
	}
}

/** Which of these changes were taken back, and by which one. */
async function readUndone(
	{ groupId, userId }: { groupId: string; userId: string },
	ids: string[],
): Promise<Map<string | null, PairChange['undoneBy']>> {
	if (ids.length === 0) return new Map()
	const rows = await getDatabase()
		.select({
			undone: changes.undoes,
			changeId: changes.id,
			by: actorName,
			at: changes.settledAt,
			createdAt: changes.createdAt,
		})
		.from(changes)
		.leftJoin(users, eq(users.id, changes.actorId))
		.where(
			and(
				eq(changes.groupId, groupId),
				eq(changes.userId, userId),
				eq(changes.state, 'applied'),
				inArray(changes.undoes, ids),
			),
		)
	return new Map(
		rows.map(({ undone, changeId, by, at, createdAt }) => [
			undone,
			{ changeId, by, at: (at ?? createdAt).toISOString() },
		]),
	)
}
