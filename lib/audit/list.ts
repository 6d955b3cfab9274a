import 'server-only'
import { and, asc, desc, gt, lt } from 'drizzle-orm'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { entries } from '#lib/db/record-schema.ts'
import { parseInput } from '#lib/parse-input.ts'
import { selectEntries } from './entry-row.ts'
import { operationsFor, viewerOf } from './matching.ts'
import { viewOperations } from './operation-view.ts'
import { type AuditList, auditFilterSchema, auditPageSchema } from './schemas.ts'

const perPage = 50

/**
 * One page of what the actor may see of the record, newest first. Pages are found by the entry that they lie
 * before or after, so that the last is read as fast as the first.
 * @param filter an `auditFilterSchema`
 * @param page an `auditPageSchema`
 * @throws AppError `forbidden`, `invalid_input`
 */
export async function listOperations(actor: Actor, filter: unknown, page: unknown): Promise<AuditList> {
	requirePermission(actor, 'read_own_record')
	const matching = operationsFor(viewerOf(actor), parseInput(auditFilterSchema, filter))
	const { before, after } = parseInput(auditPageSchema, page)
	const backwards = after !== undefined
	const limits = [
		before === undefined ? undefined : lt(entries.seq, before),
		backwards ? gt(entries.seq, after) : undefined,
	]
	const found = await selectEntries()
		.where(and(matching, ...limits))
		.orderBy(backwards ? asc(entries.seq) : desc(entries.seq))
		.limit(perPage + 1)
	const hasMore = found.length > perPage
	const shown = found.slice(0, perPage)
	const operations = await viewOperations(backwards ? shown.reverse() : shown)
	const [newest, oldest] = [operations.at(0)?.sequence ?? null, operations.at(-1)?.sequence ?? null]
	return {
		operations,
		older: (backwards ? after > 0 : hasMore) ? oldest : null,
		newer: backwards ? (hasMore ? newest : null) : before === undefined ? null : newest,
	}
}
