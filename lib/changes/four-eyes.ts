import 'server-only'
import { and, eq } from 'drizzle-orm'
import { can } from '#lib/auth/permissions.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import type { Transaction } from '#lib/db/client.ts'
import { approvals, type requestKindValues, requests, schedules, users } from '#lib/db/schema.ts'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { matchAccount, type PodIdentity } from './own-account.ts'
import type { JudgedPair } from './policy.ts'
import { breakGlassReasonProblem } from './rules.ts'

/**
 * Four eyes: who else must have agreed before an assignment is touched. Asked in the transaction of every intent
 * and of every further sending; what was asked for and who approved it is read there, from the database.
 * Rules: docs/architecture.md, "Four eyes".
 */

/** What a change rests on besides the person who applies it. */
export interface Grounds {
	/** An approved request. */
	requestId: number | null
	/** The end of an assignment, which has come. */
	scheduleId: string | null
	breakGlass: boolean
}

export const ownDecision: Grounds = { requestId: null, scheduleId: null, breakGlass: false }

/** What is about to be done. */
export interface GuardedChange extends Grounds {
	groupId: string
	userId: string
	kind: (typeof requestKindValues)[number]
	reason: string
}

type Seen = Pick<JudgedPair, 'userId' | 'user'>

/** How many people besides the asker must approve a request. */
export function approvalsNeeded(): number {
	return env().approvals === 'two' ? 2 : 1
}

/**
 * @param actor `null`: Scopekeeper itself
 * @param seen the pod user, as the pod showed them a moment ago
 * @throws AppError `four_eyes`
 */
export async function requireFourEyes(
	tx: Transaction,
	actor: Actor | null,
	change: GuardedChange,
	seen: Seen,
): Promise<void> {
	if (change.scheduleId !== null) {
		await requireEndCome(tx, change, change.scheduleId)
		if (actor) refuseConcerned([actor], seen)
		return
	}
	if (!actor) throw new Error('only an end that has come is applied without a person')
	if (change.requestId !== null) return requireApproved(tx, actor, change, change.requestId, seen)
	if (change.breakGlass) return requireBreakGlass(actor, change, seen)
	if (env().approvals !== 'direct') {
		refuse('Every change waits for another officer here. Nothing was sent; file a request for it.')
	}
}

function refuse(sentence: string): never {
	throw new AppError('four_eyes', sentence)
}

/** Approvals count while whoever gave them may give them: not those of a person disabled or in another role since. */
async function requireApproved(
	tx: Transaction,
	actor: Actor,
	change: GuardedChange,
	requestId: number,
	seen: Seen,
): Promise<void> {
	// Locked, so that it stays what it is until the change stands in the record.
	const [row] = await tx
		.select({ request: requests, asker: users })
		.from(requests)
		.innerJoin(users, eq(users.id, requests.askerId))
		.where(eq(requests.id, requestId))
		.for('update', { of: requests })
	const state = change.kind === 'set_end' ? 'applied' : 'sending'
	if (!row || !isFor(row.request, change) || row.request.state !== state) {
		refuse('The request asks for something else than this, or stands elsewhere by now. Nothing was sent.')
	}
	const given = await tx
		.select({ approver: users })
		.from(approvals)
		.innerJoin(users, eq(users.id, approvals.approverId))
		.where(and(eq(approvals.requestId, requestId), eq(approvals.version, row.request.version)))
	const approvers = given.map(({ approver }) => approver)
	if (approvers.some((approver) => isSamePerson(approver, row.asker))) {
		refuse('Nobody approves what they asked for themselves. Nothing was sent.')
	}
	const counting = approvers.filter(({ role, disabledAt }) => !disabledAt && can(role, 'decide_requests'))
	const missing = approvalsNeeded() - counting.length
	if (missing > 0) {
		refuse(
			`This needs the approval of ${missing === 1 ? 'one more officer' : `${missing} more officers`}. Nothing was sent.`,
		)
	}
	refuseConcerned([row.asker, ...approvers, actor], seen)
}

const isFor = (request: typeof requests.$inferSelect, { groupId, userId, kind }: GuardedChange) =>
	request.groupId === groupId && request.userId === userId && request.kind === kind

const isSamePerson = (one: typeof users.$inferSelect, other: typeof users.$inferSelect) =>
	one.issuer === other.issuer && one.subject === other.subject

/** Refuses where one of these people is the pod user, or where it cannot be told. */
export function refuseConcerned(people: (PodIdentity & { name: string })[], seen: Seen): void {
	for (const person of people) {
		const match = matchAccount(person, seen)
		if (match === 'own') {
			refuse(
				`This is the account of ${person.name}. Nobody asks for, approves or applies a change of their own assignment. Nothing was sent.`,
			)
		}
		if (match === 'unclear') {
			refuse(
				`The pod shows nothing of this user by which it could be told that it is not ${person.name}’s own account. Nothing was sent; try again when the pod shows the user.`,
			)
		}
	}
}

function requireBreakGlass(actor: Actor, { reason }: GuardedChange, seen: Seen): void {
	if (env().approvals === 'direct') {
		refuse('Officers may apply changes at once here, so there is no glass to break. Apply it directly.')
	}
	if (!can(actor.role, 'break_glass')) refuse('Only an administrator may apply a change at once.')
	const problem = breakGlassReasonProblem(reason)
	if (problem) throw new AppError('invalid_input', problem, { fieldErrors: { reason: problem } })
	refuseConcerned([actor], seen)
}

/** The end itself was agreed to with the request that set it. */
async function requireEndCome(tx: Transaction, change: GuardedChange, scheduleId: string): Promise<void> {
	const [row] = await tx.select().from(schedules).where(eq(schedules.id, scheduleId)).for('update')
	const isEnd =
		row?.state === 'set' &&
		change.kind === 'unassign' &&
		row.groupId === change.groupId &&
		row.userId === change.userId &&
		row.endsAt.getTime() <= Date.now()
	if (!isEnd) refuse('This assignment’s end was moved or taken away. Nothing was sent.')
}
