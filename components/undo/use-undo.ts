import { useState } from 'react'
import { type FieldPath, useForm } from 'react-hook-form'
import { type Hold, verdictFor } from '#components/assign/before-sending.ts'
import { newOperationId } from '#components/assign/new-operation-id.ts'
import { type Attempt, useApplyChange } from '#components/assign/use-apply-change.ts'
import type { Refusal } from '#components/assign/use-change-form.ts'
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
	undoChangeAction(form)

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
	const { phase, apply } = useApplyChange<UndoValues>({ send, judge: judgeUndo })
	const [hold, setHold] = useState<Hold>(null)
	const [refusal, setRefusal] = useState<Refusal | null>(null)
	const takeAnswer = useTakeAnswer()

	function showFieldErrors(errors: Record<string, string>) {
		const fields = Object.entries(errors).filter(([field]) => field in form.getValues())
		fields.forEach(([field, message], index) => {
			form.setError(field as FieldPath<UndoForm>, { message }, { shouldFocus: index === 0 })
		})
	}

	function take(attempt: Attempt) {
		switch (attempt.kind) {
			case 'held':
				setHold(attempt.hold)
				return
			case 'confirm':
				showFieldErrors({ confirmation: `Type the group’s name, ${attempt.name}, to go on.` })
				return
			case 'failed':
				if (attempt.failure.code === 'warnings_changed') setHold('new_warnings')
				else {
					setRefusal(attempt.failure)
					showFieldErrors(attempt.failure.fieldErrors ?? {})
				}
				return
			case 'answered':
				takeAnswer(attempt.answer)
				onAnswer(attempt.answer.change)
		}
	}

	const submit = form.handleSubmit(async (values) => {
		setHold(null)
		setRefusal(null)
		const { groupId, userId, active } = change
		const attempt = await apply({ ...values, groupId, userId, active: !active })
		if (attempt) take(attempt)
	})

	return { form, phase, hold, refusal, submit }
}
