import { useEffect, useState } from 'react'
import { type FieldPath, useForm } from 'react-hook-form'
import { applyChangeAction } from '#lib/changes/actions.ts'
import type { ChangeForm, ChangeView } from '#lib/changes/schemas.ts'
import type { Hold } from './before-sending.ts'
import { newOperationId } from './new-operation-id.ts'
import { type Attempt, useApplyChange } from './use-apply-change.ts'
import type { ChosenPair } from './use-chosen-pair.ts'
import { useTakeAnswer } from './use-take-answer.ts'

export interface Refusal {
	message: string
	requestId: string | null
}

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
	const [hold, setHold] = useState<Hold>(null)
	const [refusal, setRefusal] = useState<Refusal | null>(null)

	const { setValue, clearErrors } = form
	useEffect(() => {
		setValue('groupId', groupId ?? '')
		setValue('userId', userId ?? '')
		if (groupId !== null) clearErrors('groupId')
		if (userId !== null) clearErrors('userId')
		setValue('confirmation', '')
		setHold(null)
		setRefusal(null)
	}, [groupId, userId, setValue, clearErrors])
	useEffect(() => setValue('operationId', newOperationId()), [setValue])

	function showFieldErrors(errors: Record<string, string>) {
		const fields = Object.entries(errors).filter(([field]) => field in emptyTexts || field.endsWith('Id'))
		fields.forEach(([field, message], index) => {
			form.setError(field as FieldPath<ChangeForm>, { message }, { shouldFocus: index === 0 })
		})
	}

	function take(attempt: Attempt) {
		switch (attempt.kind) {
			case 'held':
				setHold(attempt.hold)
				return
			case 'confirm':
				form.setError(
					'confirmation',
					{ message: `Type the group’s name, ${attempt.name}, to go on.` },
					{ shouldFocus: true },
				)
				return
			case 'failed':
				onSending(null)
				if (attempt.failure.code === 'warnings_changed') setHold('new_warnings')
				else {
					setRefusal(attempt.failure)
					showFieldErrors(attempt.failure.fieldErrors ?? {})
				}
				return
			case 'answered':
				takeAnswer(attempt.answer)
				setValue('operationId', newOperationId())
				onSending(null)
				onAnswer(attempt.answer.change)
		}
	}

	async function submit() {
		await form.handleSubmit(async (values) => {
			setHold(null)
			setRefusal(null)
			const attempt = await apply(values)
			if (attempt) take(attempt)
		})()
	}

	// Also when the pod's confirmation comes later; never over something that was typed since.
	const { reset, getValues } = form
	useEffect(() => {
		if (latest?.state !== 'applied' || getValues('reason').trim() !== latest.reason) return
		if (getValues('groupId') === latest.groupId && getValues('userId') === latest.userId)
			reset({ ...getValues(), ...emptyTexts })
	}, [latest, reset, getValues])

	return { form, phase, hold, refusal, submit, clearHold: () => setHold(null) }
}
