import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { viewer } from '#components/api/viewer.ts'
import { verdictFor } from '#components/assign/before-sending.ts'
import { newOperationId } from '#components/assign/new-operation-id.ts'
import { useApplyChange } from '#components/assign/use-apply-change.ts'
import { useRefusals } from '#components/assign/use-refusals.ts'
import { useTakeAnswer } from '#components/assign/use-take-answer.ts'
import { undoChangeAction } from '#lib/changes/actions.ts'
import type { ChangeForm, ChangeView, PairView, UndoForm, Verdict } from '#lib/changes/schemas.ts'

type UndoValues = UndoForm & Pick<ChangeForm, 'groupId' | 'userId' | 'active'>

/** What the guard-rails say of an undo. Whether the pair has moved on since, the server says, and how. */
export function judgeUndo(pair: PairView | undefined, active: boolean): Verdict {
	return { ...verdictFor(pair, active), noChange: false }
}

/** Whom and what an undo is about, the change says that it takes back. */
const send = ({ groupId: _group, userId: _user, active: _active, ...form }: UndoValues) =>
	undoChangeAction(form, viewer())

/** The form of an undo: its values, and what came of sending it. */
export function useUndo(change: ChangeView, onAnswer: (change: ChangeView) => void) {
	const [operationId] = useState(newOperationId)
	const form = useForm<UndoForm>({
		defaultValues: {
			operationId,
			changeId: change.id,
			reason: '',
			ticket: '',
			confirmation: '',
			shownWarnings: [],
		},
	})
	const { phase, apply } = useApplyChange<UndoValues>({
		send,
		judge: (pair, { active }) => judgeUndo(pair, active),
	})
	const { hold, refusal, show, clear } = useRefusals(form)
	const takeAnswer = useTakeAnswer()

	const submit = form.handleSubmit(async (values) => {
		clear()
		const { groupId, userId, active } = change
		const attempt = await apply({ ...values, groupId, userId, active: !active })
		if (attempt?.kind === 'answered') {
			takeAnswer(attempt.answer)
			onAnswer(attempt.answer.change)
		} else if (attempt) show(attempt)
	})

	return { form, phase, hold, refusal, submit }
}
