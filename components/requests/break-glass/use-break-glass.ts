import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { viewer } from '#components/api/viewer.ts'
import { verdictFor } from '#components/assign/before-sending.ts'
import { newOperationId } from '#components/assign/new-operation-id.ts'
import { useApplyChange } from '#components/assign/use-apply-change.ts'
import { useRefusals } from '#components/assign/use-refusals.ts'
import { useTakeAnswer } from '#components/assign/use-take-answer.ts'
import { breakGlassAction } from '#lib/changes/actions.ts'
import type { ChangeForm, ChangeView } from '#lib/changes/schemas.ts'

export type WantedAtOnce = Pick<ChangeForm, 'groupId' | 'userId' | 'active'>

/** The form of a change that is applied at once: its values, and what came of sending it. */
export function useBreakGlass(wanted: WantedAtOnce, onAnswer: (change: ChangeView) => void) {
	const { groupId, userId, active } = wanted
	const [operationId] = useState(newOperationId)
	const form = useForm<ChangeForm>({
		defaultValues: {
			operationId,
			groupId,
			userId,
			active,
			reason: '',
			ticket: '',
			confirmation: '',
			shownWarnings: [],
		},
	})
	const { phase, apply } = useApplyChange<ChangeForm>({
		send: (values) => breakGlassAction(values, viewer()),
		judge: (pair) => verdictFor(pair, active),
	})
	const { hold, refusal, show, clear } = useRefusals(form)
	const takeAnswer = useTakeAnswer()

	const submit = form.handleSubmit(async (values) => {
		clear()
		const attempt = await apply(values)
		if (attempt?.kind === 'answered') {
			takeAnswer(attempt.answer)
			onAnswer(attempt.answer.change)
		} else if (attempt) show(attempt)
	})

	return { form, phase, hold, refusal, submit }
}
