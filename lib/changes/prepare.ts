import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import { afterTheIntent } from '#lib/database-failures.ts'
import { AppError } from '#lib/errors.ts'
import { withinAnswerTime } from './answer-time.ts'
import { type Grounds, ownDecision } from './four-eyes.ts'
import { requireShown, requireVerdict } from './held-to-screen.ts'
import { type Basis, type Intent, recordIntent } from './intent.ts'
import { readChange } from './list.ts'
import { requireUnmoved, requireUntouched } from './moved-on.ts'
import { requireNoOpenChange } from './open-change.ts'
import { type JudgedPair, judgeChange } from './policy.ts'
import { namesOf, type PairNames } from './refused-attempts.ts'
import type { AppliedChange, ChangeForm, PairState, Verdict } from './schemas.ts'
import { sendChange } from './send.ts'
import { findStandingEnd } from './standing-end.ts'
import { type ChangeRow, findByOperation } from './store.ts'
import { readPairToJudge, showPair } from './view-pair.ts'

/** A change whose intent stands in the record; `reading` is absent where the same operation was recorded before. */
export interface PreparedChange {
	row: ChangeRow
	reading: JudgedPair | null
}

/** What somebody allowed to change assignments wants, and the applied change that it takes back, if any. */
export interface WantedChange {
	form: ChangeForm
	undone: ChangeRow | null
	/** What it rests on besides the person; nothing where this is left out. */
	grounds?: Grounds
	decide?: Basis['decide']
	/** The state of the pair that was on the screen, where whoever decided relied on it. */
	shownState?: PairState
}

/**
 * Steps 1 and 2 in the life of a change, however it came to be wanted: everything that comes before the pod is
 * asked to change something.
 * @param tellNames is told what the pair is called as soon as that is read
 * @throws AppError `invalid_input`, `guard_rail`, `four_eyes`, `warnings_changed`, `no_change_needed`, `conflict`
 */
export async function prepareChange(
	actor: Actor,
	wanted: WantedChange,
	tellNames: (names: PairNames) => void,
): Promise<PreparedChange> {
	const repeated = await findRepeated(actor, wanted)
	if (repeated) return repeated
	try {
		return await prepareNewChange(actor, wanted, tellNames)
	} catch (error) {
		// The same form, sent twice, may have been recorded and even applied while the pair was being read.
		const meanwhile = error instanceof AppError ? await findRepeated(actor, wanted) : null
		if (meanwhile) return meanwhile
		throw error
	}
}

async function findRepeated(actor: Actor, wanted: WantedChange): Promise<PreparedChange | null> {
	const row = await findByOperation(wanted.form.operationId)
	return row ? { row: requireSameChange(actor, wanted, row), reading: null } : null
}

async function prepareNewChange(
	actor: Actor,
	wanted: WantedChange,
	tellNames: (names: PairNames) => void,
): Promise<PreparedChange> {
	const { form, undone } = wanted
	const lookedAt = await requireNoOpenChange(form.groupId, form.userId)
	if (undone) await requireUntouched(undone)
	const reading = await readPairToJudge(form.groupId, form.userId)
	tellNames(namesOf(reading))
	if (undone) requireUnmoved(undone, reading)
	if (wanted.shownState) requireShown(wanted.shownState, reading)
	const verdict = judgeChange(actor, reading, form.active)
	requireVerdict(verdict, form)
	const basis = { lookedAt, seen: reading, decide: wanted.decide }
	const row = await recordIntent(actor, intentOf(wanted, reading, verdict), basis)
	if (row) return { row, reading }
	await requireNoOpenChange(form.groupId, form.userId)
	if (undone) await requireUntouched(undone)
	throw new AppError(
		'conflict',
		'Somebody’s change of this assignment has just finished, so nothing was sent. Look at its present state, then decide again.',
	)
}

/** Steps 3 to 6: sends what was prepared, unless it is a repetition, until the pod has answered, or for a little while. */
export async function sendPrepared({ row, reading }: PreparedChange): Promise<void> {
	if (reading) await withinAnswerTime(sendChange(row))
}

/**
 * Sends what was prepared.
 * @returns the change as it stands then, and the pair after a confirmed one
 */
export async function applyPrepared(actor: Actor, prepared: PreparedChange): Promise<AppliedChange> {
	const { row, reading } = prepared
	await sendPrepared(prepared)
	const change = await afterTheIntent(() => readChange(actor, { changeId: row.id }))
	if (!reading || change.state !== 'applied') return { change, pair: null }
	// The reading's lists leave this pair out, so they stand as they are.
	const state = change.active ? 'assigned' : 'not_assigned'
	const readAt = change.settledAt ?? reading.readAt
	const after = { ...reading, state, readAt, assignment: change.assignment } satisfies JudgedPair
	const end = await afterTheIntent(() => findStandingEnd(actor, row.groupId, row.userId))
	return { change, pair: showPair(actor, after, { openChange: null, standingEnd: end }) }
}

function intentOf(
	{ form, undone, grounds = ownDecision }: WantedChange,
	reading: JudgedPair,
	verdict: Verdict,
): Intent {
	const { operationId, groupId, userId, active, reason, ticket } = form
	return {
		...grounds,
		operationId,
		groupId,
		userId,
		active,
		reason,
		ticket: ticket || null,
		...namesOf(reading),
		stateBefore: reading.state,
		warnings: verdict.warnings,
		undoes: undone?.id ?? null,
	}
}

/** A repeated operation gives the change it made; the same identifier for another change is a mistake. */
function requireSameChange(
	actor: Actor,
	{ form, undone, grounds = ownDecision }: WantedChange,
	row: ChangeRow,
): ChangeRow {
	const isSame =
		row.actorId === actor.id &&
		row.groupId === form.groupId &&
		row.userId === form.userId &&
		row.active === form.active &&
		row.undoes === (undone?.id ?? null) &&
		row.requestId === grounds.requestId &&
		row.breakGlass === grounds.breakGlass
	if (isSame) return row
	throw new AppError('conflict', 'This form was used for another change. Reload the page and start again.')
}
