import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { requireWarningsSeen } from '#lib/changes/held-to-screen.ts'
import { matchAccount } from '#lib/changes/own-account.ts'
import type { JudgedPair } from '#lib/changes/policy.ts'
import { namesOf, type PairNames } from '#lib/changes/refused-attempts.ts'
import type { Verdict } from '#lib/changes/schemas.ts'
import { readPairToJudge } from '#lib/changes/view-pair.ts'
import { getDatabase } from '#lib/db/client.ts'
import { schedules } from '#lib/db/schema.ts'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { requireFitEnd } from './end.ts'
import { judgeRequest } from './judge.ts'
import { requireNoOpenRequest } from './open-of-pair.ts'
import { performOnRequest } from './perform-on-request.ts'
import { type RequestForm, type RequestView, requestFormSchema } from './schemas.ts'
import { findRequestByOperation, insertRequest, type RequestRow } from './store.ts'

/**
 * Files a request. The same operation filed twice is one request. A state that cannot be read is no hindrance: the
 * warnings say so, and approving reads again. `input` is a `requestFormSchema`.
 * @throws AppError `forbidden`, `invalid_input`, `four_eyes`, `guard_rail`, `no_change_needed`, `warnings_changed`,
 * `conflict`, `database_unavailable`: nothing was filed
 */
export async function fileRequest(actor: Actor, input: unknown): Promise<RequestView> {
	return performOnRequest(actor, input, async (tellNames) => {
		requirePermission(actor, 'file_requests')
		const form = parseInput(requestFormSchema, input)
		const row = (await findRepeated(actor, form)) ?? (await fileNew(actor, form, tellNames))
		return row.id
	})
}

async function fileNew(
	actor: Actor,
	form: RequestForm,
	tellNames: (names: PairNames) => void,
): Promise<RequestRow> {
	requireFitEnd(form.endsAt)
	await requireNoOpenRequest(actor, form)
	const reading = await readPairToJudge(form.groupId, form.userId)
	tellNames(namesOf(reading))
	requireNotConcerned(actor, reading)
	const verdict = judgeRequest(actor, reading, form.kind)
	await requireVerdict(verdict, form)
	const row = await insertRequest(actor, valuesOf(actor, form, reading, verdict))
	// Filed by the same form or for the same pair while the pair was being read.
	const meanwhile = row ?? (await findRepeated(actor, form))
	if (meanwhile) return meanwhile
	await requireNoOpenRequest(actor, form)
	throw new AppError('conflict', 'A request for this has just been decided. Nothing was filed; look again.')
}

function requireNotConcerned(actor: Actor, reading: JudgedPair): void {
	if (matchAccount(actor, reading) !== 'own') return
	throw new AppError(
		'four_eyes',
		'This is your own account. Nobody asks for a change of their own assignment: another person must ask for it. Nothing was filed.',
	)
}

async function requireVerdict({ refusals, warnings, noChange }: Verdict, form: RequestForm): Promise<void> {
	const [refusal] = refusals
	if (refusal) throw new AppError('guard_rail', refusal.message)
	if (noChange) throw new AppError('no_change_needed', `${needless(form)} Nothing was filed.`)
	if (form.kind === 'set_end') await requireOtherEnd(form)
	requireWarningsSeen(warnings, form.shownWarnings, 'filed')
}

function needless({ kind, endsAt }: RequestForm): string {
	switch (kind) {
		case 'assign':
			return endsAt === null
				? 'The pod shows that this user is already assigned.'
				: 'The pod shows that this user is already assigned. To have that end, choose “put an end on the standing assignment”.'
		case 'unassign':
			return 'The pod shows that this user is not assigned.'
		case 'set_end':
			return 'The pod shows that this user is not assigned, so there is nothing to end.'
	}
}

/** The end that a pair has already need not be asked for. */
async function requireOtherEnd({ groupId, userId, endsAt }: RequestForm): Promise<void> {
	if (endsAt === null) return
	const standing = await getDatabase()
		.select({ id: schedules.id })
		.from(schedules)
		.where(
			and(
				eq(schedules.groupId, groupId),
				eq(schedules.userId, userId),
				eq(schedules.state, 'set'),
				eq(schedules.endsAt, new Date(endsAt)),
			),
		)
	if (standing.length === 0) return
	throw new AppError('no_change_needed', 'This assignment ends at that time already. Nothing was filed.')
}

function valuesOf(actor: Actor, form: RequestForm, reading: JudgedPair, { warnings }: Verdict) {
	const { operationId, kind, groupId, userId, endsAt, reason, ticket } = form
	const { groupName, userName } = namesOf(reading)
	return {
		operationId,
		kind,
		groupId,
		userId,
		groupName,
		userName,
		endsAt: endsAt === null ? null : new Date(endsAt),
		reason,
		ticket: ticket || null,
		askerId: actor.id,
		stateBefore: reading.state,
		warnings: warnings.map(({ code, message }) => ({ code, message })),
		state: 'open' as const,
		dueAt: sql`now() + ${env().requests.slaMs} * interval '1 millisecond'`,
	}
}

/** A form filed again gives the request that it made; the same identifier for another request is a mistake. */
async function findRepeated(actor: Actor, form: RequestForm): Promise<RequestRow | null> {
	const row = await findRequestByOperation(form.operationId)
	if (!row) return null
	const isSame =
		row.askerId === actor.id &&
		row.kind === form.kind &&
		row.groupId === form.groupId &&
		row.userId === form.userId
	// What was edited or erased since is not what the form said, and still is its request.
	const saysTheSame =
		row.endsAt?.getTime() === (form.endsAt === null ? undefined : Date.parse(form.endsAt)) &&
		row.reason === form.reason &&
		row.ticket === (form.ticket || null)
	if (isSame && (saysTheSame || row.version > 1 || row.erasedAt)) return row
	throw new AppError('conflict', 'This form was used for another request. Reload the page and start again.')
}
