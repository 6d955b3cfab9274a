import 'server-only'
import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm'
import { can } from '#lib/auth/permissions.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { requests } from '#lib/db/schema.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { lineOf, selectRequests } from './lines.ts'
import { requireReader, visibleTo } from './relation.ts'
import type { RequestTab } from './rules.ts'
import { type RequestPage, type RequestQuery, requestQuerySchema } from './schemas.ts'
import { belongsTo, type RequestPart } from './tabs.ts'

const perPage = 50

/**
 * A page of a part of the queue: what is due first comes first, of what is done the newest. Without a part it is the
 * first one, for those who only ask, their own. `input` is a `requestQuerySchema`.
 * @throws AppError `forbidden`, `invalid_input`
 */
export async function listRequests(actor: Actor, input: unknown): Promise<RequestPage> {
	requireReader(actor)
	const query = parseInput(requestQuerySchema, input)
	const part = requirePart(query.tab ?? firstTab(actor))
	const rows = await selectRequests()
		.where(and(belongsTo(part, actor), visibleTo(actor), ...filtersOf(query), comesAfter(part, query)))
		.orderBy(...orderOf(part))
		.limit(perPage + 1)
	const shown = rows.slice(0, perPage).map(lineOf)
	return { requests: shown, next: rows.length > perPage ? (shown.at(-1)?.id ?? null) : null }
}

const firstTab = ({ role }: Actor): RequestTab => (can(role, 'read_whole_requests') ? 'unclaimed' : 'mine')

function requirePart(tab: RequestTab): RequestPart {
	if (tab !== 'ending' && tab !== 'review') return tab
	throw new AppError('invalid_input', 'Ends and reviews have lists of their own.')
}

function filtersOf({ kind, group, user }: RequestQuery): (SQL | undefined)[] {
	return [
		kind ? eq(requests.kind, kind) : undefined,
		group ? eq(requests.groupId, group) : undefined,
		user ? eq(requests.userId, user) : undefined,
	]
}

const orderOf = (part: RequestPart) =>
	part === 'done' ? [desc(requests.closedAt), desc(requests.id)] : [asc(requests.dueAt), asc(requests.id)]

function comesAfter(part: RequestPart, { after }: RequestQuery): SQL | undefined {
	if (after === undefined) return undefined
	return part === 'done'
		? sql`(${requests.closedAt}, ${requests.id}) < (select r.closed_at, r.id from ${requests} r where r.id = ${after})`
		: sql`(${requests.dueAt}, ${requests.id}) > (select r.due_at, r.id from ${requests} r where r.id = ${after})`
}
