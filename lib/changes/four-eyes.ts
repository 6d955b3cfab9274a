import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { can } from '#lib/auth/permissions.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import type { Database, Transaction } from '#lib/db/client.ts'
import { approvals } from '#lib/db/request-schema.ts'
import { requests, schedules, users } from '#lib/db/schema.ts'
import type { requestKindValues } from '#lib/db/values.ts'
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
 * @throws AppError `four_eyes`; `invalid_input` for a reason that says too little for break-glass
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

async function requireApproved(
	tx: Transaction,
	actor: Actor,
	change: GuardedChange,
	requestId: number,
	seen: Seen,
): Promise<void> {
	// Locked, so that it stays what it is until the change stands in the record.
	const [request] = await tx.select().from(requests).where(eq(requests.id, requestId)).for('update')
	const state = change.kind === 'set_end' ? 'applied' : 'sending'
	if (!request || !isFor(request, change) || request.state !== state) {
		refuse('The request asks for something else than this, or stands elsewhere by now. Nothing was sent.')
	}
	const asker = await readAsker(tx, request)
	const approvers = await listApprovers(tx, request)
	if ([...approvers, actor].some((person) => isSamePerson(person, asker))) {
		refuse('Nobody approves what they asked for themselves. Nothing was sent.')
	}
	const missing = approvalsNeeded() - approvers.filter(({ counts }) => counts).length
	if (missing > 0) {
		refuse(
			`This needs the approval of ${missing === 1 ? 'one more officer' : `${missing} more officers`}. Nothing was sent.`,
		)
	}
	refuseConcerned([asker, ...approvers, actor], seen)
}

type RequestRow = typeof requests.$inferSelect
type Reader = Pick<Database, 'select'>

/** Whoever asked, as their last sign-in named them. */
export async function readAsker(db: Reader, { askerId }: RequestRow): Promise<typeof users.$inferSelect> {
	const [asker] = await db.select().from(users).where(eq(users.id, askerId))
	if (!asker) throw new Error('whoever asked is not there')
	return asker
}

/**
 * Who approved a request as it reads now. An approval counts while whoever gave it may give one: not that of a
 * person disabled or in another role since.
 */
export async function listApprovers(
	db: Reader,
	{ id, version }: RequestRow,
): Promise<(typeof users.$inferSelect & { counts: boolean })[]> {
	const given = await db
		.select({ approver: users })
		.from(approvals)
		.innerJoin(users, eq(users.id, approvals.approverId))
		.where(and(eq(approvals.requestId, id), eq(approvals.version, version)))
	return given.map(({ approver }) => ({
		...approver,
		counts: !approver.disabledAt && can(approver.role, 'decide_requests'),
	}))
}

const isFor = (request: RequestRow, { groupId, userId, kind }: GuardedChange) =>
	request.groupId === groupId && request.userId === userId && request.kind === kind

type Named = Pick<Actor, 'issuer' | 'subject'>
const isSamePerson = (one: Named, other: Named) =>
	one.issuer === other.issuer && one.subject === other.subject

type Concerned = PodIdentity & { name: string }

/** Why one of these people may have no part in it: they are the pod user, or it cannot be told; else `null`. */
export function findConcerned(people: Concerned[], seen: Seen): string | null {
	for (const person of people) {
		const match = matchAccount(person, seen)
		if (match === 'own')
			return `This is the account of ${person.name}. Nobody asks for, approves or applies a change of their own assignment.`
		if (match === 'unclear')
			return `The pod shows nothing of this user by which it could be told that it is not ${person.name}’s own account. Try again when the pod shows the user.`
	}
	return null
}

/** @throws AppError `four_eyes` with what `findConcerned` says */
export function refuseConcerned(people: Concerned[], seen: Seen): void {
	const problem = findConcerned(people, seen)
	if (problem) refuse(`${problem} Nothing was sent.`)
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
	const [row] = await tx
		.select({ end: schedules, hasCome: sql<boolean>`${schedules.endsAt} <= now()` })
		.from(schedules)
		.where(eq(schedules.id, scheduleId))
		.for('update')
	const isEnd =
		row?.end.state === 'set' &&
		change.kind === 'unassign' &&
		row.end.groupId === change.groupId &&
		row.end.userId === change.userId &&
		row.hasCome
	if (!isEnd) refuse('This assignment’s end was moved or taken away. Nothing was sent.')
}
