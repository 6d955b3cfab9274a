import { useEffect } from 'react'
import { useForm } from 'react-hook-form'
import { applyChangeAction } from '#lib/changes/actions.ts'
import type { ChangeForm, ChangeView } from '#lib/changes/schemas.ts'
import { newOperationId } from './new-operation-id.ts'
import { useApplyChange } from './use-apply-change.ts'
import type { ChosenPair } from './use-chosen-pair.ts'
import { useRefusals } from './use-refusals.ts'
import { useTakeAnswer } from './use-take-answer.ts'

interface Surroundings {
	/** The change shown beside the form; once it is applied, the texts that made it are cleared. */
	latest: ChangeView | null
	onSending: (values: ChangeForm | null) => void
	onAnswer: (change: ChangeView) => void
}

const emptyTexts = { reason: '', ticket: '', confirmation: '' }

/** The form on `/assign`: its values, what came of applying them, and what they are after that. */
export function useChangeForm(
	{ groupId, userId }: ChosenPair,
	{ latest, onSending, onAnswer }: Surroundings,
) {
	const takeAnswer = useTakeAnswer()
	const form = useForm<ChangeForm>({
		defaultValues: {
			operationId: '',
			groupId: '',
			userId: '',
			active: true,
			shownWarnings: [],
			...emptyTexts,
		},
	})
	const { phase, apply } = useApplyChange<ChangeForm>({ send: applyChangeAction, onSending })
	const { hold, refusal, show, clear, clearHold } = useRefusals(form)

	const { setValue, clearErrors } = form
	useEffect(() => {
		setValue('groupId', groupId ?? '')
		setValue('userId', userId ?? '')
		if (groupId !== null) clearErrors('groupId')
		if (userId !== null) clearErrors('userId')
		setValue('confirmation', '')
		clear()
	}, [groupId, userId, setValue, clearErrors, clear])
	useEffect(() => setValue('operationId', newOperationId()), [setValue])

	async function submit() {
		await form.handleSubmit(async (values) => {
			clear()
			const attempt = await apply(values)
			if (!attempt) return
			if (attempt.kind !== 'held' && attempt.kind !== 'confirm') onSending(null)
			if (attempt.kind !== 'answered') return show(attempt)
			takeAnswer(attempt.answer)
			setValue('operationId', newOperationId())
			onAnswer(attempt.answer.change)
		})()
	}

	// Also when the pod's confirmation comes later; never over something that was typed since.
	const { reset, getValues } = form
	useEffect(() => {
		if (latest?.state !== 'applied' || getValues('reason').trim() !== latest.reason) return
		if (getValues('groupId') === latest.groupId && getValues('userId') === latest.userId)
			reset({ ...getValues(), ...emptyTexts })
	}, [latest, reset, getValues])

	return { form, phase, hold, refusal, submit, clearHold }
}
