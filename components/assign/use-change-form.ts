import { useEffect } from 'react'
import { viewer } from '#components/api/viewer.ts'
import { applyChangeAction } from '#lib/changes/actions.ts'
import type { ChangeForm, ChangeView } from '#lib/changes/schemas.ts'
import { verdictFor } from './before-sending.ts'
import { useApplyChange } from './use-apply-change.ts'
import type { ChosenPair } from './use-chosen-pair.ts'
import { usePairForm } from './use-pair-form.ts'
import { useTakeAnswer } from './use-take-answer.ts'

interface Surroundings {
	/** The change shown beside the form; once it is applied, the texts that made it are cleared. */
	latest: ChangeView | null
	onSending: (values: ChangeForm | null) => void
	onAnswer: (change: ChangeView) => void
}

/** The form on `/assign`: its values, what came of applying them, and what they are after that. */
export function useChangeForm(chosen: ChosenPair, { latest, onSending, onAnswer }: Surroundings) {
	const takeAnswer = useTakeAnswer()
	const { form, refusals, renewOperation, clearTexts } = usePairForm(chosen)
	const { hold, refusal, show, clear, clearHold } = refusals
	const { phase, apply } = useApplyChange<ChangeForm>({
		send: (values) => applyChangeAction(values, viewer()),
		judge: (pair, { active }) => verdictFor(pair, active),
		onSending,
	})

	async function submit() {
		await form.handleSubmit(async (values) => {
			clear()
			const attempt = await apply(values)
			if (!attempt) return
			if (attempt.kind !== 'held' && attempt.kind !== 'confirm') onSending(null)
			if (attempt.kind !== 'answered') return show(attempt)
			takeAnswer(attempt.answer)
			renewOperation()
			onAnswer(attempt.answer.change)
		})()
	}

	// Also when the pod's confirmation comes later; never over something that was typed since.
	const { getValues } = form
	useEffect(() => {
		if (latest?.state !== 'applied' || getValues('reason').trim() !== latest.reason) return
		if (getValues('groupId') === latest.groupId && getValues('userId') === latest.userId) clearTexts()
	}, [latest, clearTexts, getValues])

	return { form, phase, hold, refusal, submit, clearHold }
}
