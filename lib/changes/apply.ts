import 'server-only'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { afterTheIntent } from '#lib/db/failures.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { withinAnswerTime } from './answer-time.ts'
import { readChange } from './list.ts'
import { requireNoOpenChange } from './open-change.ts'
import { type JudgedPair, judgeChange } from './policy.ts'
import { recordingRefusals } from './refused-attempts.ts'
import { type AppliedChange, type ChangeForm, changeFormSchema, type Verdict } from './schemas.ts'
import { sendChange } from './send.ts'
import { type ChangeRow, findByOperation, type Intent, recordIntent } from './store.ts'
import { readPairToJudge, showPair } from './view-pair.ts'

/** A change whose intent stands in the record; `reading` is absent where the same operation was recorded before. */
interface Prepared {
	row: ChangeRow
	reading: JudgedPair | null
}

/**
 * Applies one change of an assignment: guard-rails, recorded intent, PUT, recorded outcome. The same operation
 * sent twice is one change. `input` is a `changeFormSchema`.
 * @returns the change as it stands when the pod has answered, or a little later where it has not
 * @throws AppError `forbidden`, `invalid_input`, `guard_rail`, `warnings_changed`, `no_change_needed`, `conflict`,
 * `database_unavailable`: nothing was sent, or, in other words, the outcome cannot be told yet
 */
export async function applyChange(actor: Actor, input: unknown): Promise<AppliedChange> {
	const { row, reading } = await recordingRefusals(actor, input, () => prepareChange(actor, input))
	if (reading) await withinAnswerTime(sendChange(row))
	const change = await afterTheIntent(() => readChange(actor, { changeId: row.id }))
	if (!reading || change.state !== 'applied') return { change, pair: null }
	// The reading's lists leave this pair out, so they stand as they are.
	const state = change.active ? 'assigned' : 'not_assigned'
	const readAt = change.settledAt ?? reading.readAt
	const after = { ...reading, state, readAt, assignment: change.assignment } satisfies JudgedPair
	return { change, pair: showPair(actor, after, null) }
}

/** Steps 1 and 2: everything that comes before the pod is asked to change something. */
async function prepareChange(actor: Actor, input: unknown): Promise<Prepared> {
	requirePermission(actor, 'change_assignments')
	const form = parseInput(changeFormSchema, input)
	const repeated = await findByOperation(form.operationId)
	if (repeated) return { row: requireSameChange(actor, form, repeated), reading: null }
	try {
		return await prepareNewChange(actor, form)
	} catch (error) {
		// The same form, sent twice, may have been recorded and even applied while the pair was being read.
		const meanwhile = error instanceof AppError && (await findByOperation(form.operationId))
		if (meanwhile) return { row: requireSameChange(actor, form, meanwhile), reading: null }
		throw error
	}
}

async function prepareNewChange(actor: Actor, form: ChangeForm): Promise<Prepared> {
	const lookedAt = await requireNoOpenChange(form.groupId, form.userId)
	const reading = await readPairToJudge(form.groupId, form.userId)
	const verdict = judgeChange(actor, reading, form.active)
	requireVerdict(verdict, form)
	const row = await recordIntent(actor, intentOf(form, reading, verdict), lookedAt)
	if (row) return { row, reading }
	await requireNoOpenChange(form.groupId, form.userId)
	throw new AppError(
		'conflict',
		'Somebody’s change of this assignment has just finished, so nothing was sent. Look at its present state and apply again.',
	)
}

/** The guard-rails' word at the moment of the change: a warning counts only when it was on the screen. */
function requireVerdict({ refusals, warnings, confirmation, noChange }: Verdict, form: ChangeForm): void {
	const [refusal] = refusals
	if (refusal) throw new AppError('guard_rail', refusal.message)
	if (noChange) {
		const state = form.active ? 'already assigned' : 'not assigned'
		throw new AppError(
			'no_change_needed',
			`Nothing to change: the pod shows that this user is ${state}. Nothing was sent.`,
		)
	}
	const unseen = warnings.filter(({ code }) => !form.shownWarnings.includes(code))
	if (unseen.length > 0) {
		const said = unseen.map(({ message }) => message).join(' ')
		throw new AppError('warnings_changed', `Nothing was sent yet. Read this first, then apply again: ${said}`)
	}
	if (confirmation !== null && form.confirmation.trim() !== confirmation.trim()) {
		const sentence = `Type the group’s name, ${confirmation}, to confirm.`
		throw new AppError('invalid_input', sentence, { fieldErrors: { confirmation: sentence } })
	}
}

function intentOf(form: ChangeForm, reading: JudgedPair, verdict: Verdict): Intent {
	const { operationId, groupId, userId, active, reason, ticket } = form
	return {
		operationId,
		groupId,
		userId,
		active,
		reason,
		ticket: ticket || null,
		groupName: reading.group?.name ?? null,
		userName: reading.user?.name ?? null,
		stateBefore: reading.state,
		warnings: verdict.warnings,
		undoes: null,
	}
}

/** A repeated operation gives the change it made; the same identifier for another change is a mistake. */
function requireSameChange(actor: Actor, form: ChangeForm, row: ChangeRow): ChangeRow {
	const isSame =
		row.actorId === actor.id &&
		row.groupId === form.groupId &&
		row.userId === form.userId &&
		row.active === form.active
	if (isSame) return row
	throw new AppError('conflict', 'This form was used for another change. Reload the page and apply again.')
}
