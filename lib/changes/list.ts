import 'server-only'
import { and, desc, eq, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { can } from '#lib/auth/permissions.ts'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { changes, isOpenRequest, requests, users } from '#lib/db/schema.ts'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { newestSequence } from '#lib/ledger/append.ts'
import { parseInput } from '#lib/parse-input.ts'
import type { Assignment } from '#lib/pod/model.ts'
import { actorName } from './actor-name.ts'
import { isWithinSettleTime } from './due-checks.ts'
import type { Problem } from './outcome-words.ts'
import { isOpen } from './rules.ts'
import { type ChangeView, changeIdSchema } from './schemas.ts'
import type { ChangeRow } from './store.ts'

const shown = 20

/** Whether no later change of the pair is applied or still open: one step in an index. */
const isNewestOfPair: SQL<boolean> = sql<boolean>`
	not exists (select from public.changes later
		where later.group_id = changes.group_id and later.user_id = changes.user_id
		and (later.created_at, later.id) > (changes.created_at, changes.id)
		and later.state in ('applied', 'pending', 'unknown'))`

const reviewers = alias(users, 'reviewers')

interface ListedChange {
	change: ChangeRow
	by: string
	reviewer: string | null
	sequence: number | null
	isNewestOfPair: boolean
	mayTakeEffect: boolean
}

/** Changes with what they are shown with; a query to be narrowed. */
export function selectChanges() {
	const mayTakeEffect = isWithinSettleTime(env().pod.settleMs)
	return getDatabase()
		.select({
			change: changes,
			by: actorName,
			reviewer: reviewers.name,
			sequence: newestSequence,
			isNewestOfPair,
			mayTakeEffect,
		})
		.from(changes)
		.leftJoin(users, eq(users.id, changes.actorId))
		.leftJoin(reviewers, eq(reviewers.id, changes.reviewedBy))
		.$dynamic()
}

/** Narrows changes to those that an actor may see: everyone's, or their own and those that they asked for. */
export function visibleTo({ role, id }: Actor): SQL | undefined {
	if (can(role, 'read_whole_record')) return undefined
	return or(eq(changes.actorId, id), isAskedBy(id))
}

/** As an array, which an index of changes is asked for at once. */
const isAskedBy = (askerId: string) => sql`${changes.requestId} = any(array(
	select ${requests.id} from ${requests} where ${requests.askerId} = ${askerId} and ${isOpenRequest}
	union all
	select ${requests.id} from ${requests} where ${requests.askerId} = ${askerId} and ${requests.closedAt} is not null))`

/**
 * Which changes are the newest that an actor may see: their own and those that they asked for apart, each from an
 * index. Asked for together, they would be looked for among everyone's.
 */
function newestVisibleTo(actor: Actor): SQL | undefined {
	if (can(actor.role, 'read_whole_record')) return undefined
	const newest = (which: SQL) => sql`(select ${changes.id} from ${changes} where ${which}
		order by ${changes.createdAt} desc, ${changes.id} desc limit ${shown})`
	return sql`${changes.id} in (${newest(eq(changes.actorId, actor.id))} union all ${newest(isAskedBy(actor.id))})`
}

/**
 * The newest changes that the actor may see, newest first, at most 20: everyone's, or their own.
 * @throws AppError `forbidden`
 */
export async function listRecentChanges(actor: Actor): Promise<ChangeView[]> {
	requirePermission(actor, 'read_own_record')
	const rows = await selectChanges()
		.where(newestVisibleTo(actor))
		.orderBy(desc(changes.createdAt), desc(changes.id))
		.limit(shown)
	return rows.map((row) => viewOf(row, actor))
}

/**
 * One change. `input` is a `changeIdSchema`.
 * @throws AppError `forbidden`, `invalid_input`; `not_found`, also for a change that the actor may not see
 */
export async function readChange(actor: Actor, input: unknown): Promise<ChangeView> {
	requirePermission(actor, 'read_own_record')
	const { changeId } = parseInput(changeIdSchema, input)
	const [row] = await selectChanges().where(and(eq(changes.id, changeId), visibleTo(actor)))
	if (!row) throw new AppError('not_found', 'There is no such change, or it is not yours to see.')
	return viewOf(row, actor)
}

/** A change as `viewer` may see it; whether they may see it at all, the caller knows. */
export function viewOf({ change, by, sequence, ...listed }: ListedChange, viewer: Actor): ChangeView {
	return {
		id: change.id,
		state: change.state,
		active: change.active,
		groupId: change.groupId,
		groupName: change.groupName,
		userId: change.userId,
		userName: change.userName,
		reason: change.reason,
		ticket: change.ticket,
		by,
		createdAt: change.createdAt.toISOString(),
		settledAt: change.settledAt?.toISOString() ?? null,
		stateBefore: change.stateBefore,
		sent: change.sentAt !== null,
		warnings: change.warnings,
		confirmedBy: change.confirmedBy,
		httpStatus: change.httpStatus,
		podMs: change.podMs,
		// Both columns are written by `settleChange` alone, from these very types.
		assignment: change.assignment as Assignment | null,
		problem: change.problem as Problem | null,
		nextCheckAt: change.nextCheckAt?.toISOString() ?? null,
		sequence,
		offers: offersFor(change, listed.mayTakeEffect, viewer),
		undoes: change.undoes,
		canUndo: change.state === 'applied' && listed.isNewestOfPair && can(viewer.role, 'change_assignments'),
		requestId: change.requestId,
		isExpiry: change.scheduleId !== null,
		breakGlass: change.breakGlass ? { reviewed: reviewOf(change, listed.reviewer) } : null,
	}
}

const reviewOf = ({ reviewedAt }: ChangeRow, by: string | null) =>
	reviewedAt && by !== null ? { by, at: reviewedAt.toISOString() } : null

/** Sending again and closing by hand are for changes that nobody can read back and that cannot take effect any more. */
function offersFor(change: ChangeRow, mayTakeEffect: boolean, viewer: Actor): ChangeView['offers'] {
	const { state, checkProblem, breakGlass, reviewedAt, actorId } = change
	const isToReview = breakGlass && !reviewedAt && actorId !== viewer.id && !isOpen(state)
	if (isToReview && can(viewer.role, 'decide_requests')) return ['review']
	if (state !== 'unknown' || !can(viewer.role, 'change_assignments')) return []
	return checkProblem && !mayTakeEffect ? ['check_now', 'send_again', 'close'] : ['check_now']
}
