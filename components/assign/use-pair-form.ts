import { useCallback, useEffect } from 'react'
import { useForm } from 'react-hook-form'
import type { ChangeForm } from '#lib/changes/schemas.ts'
import { newOperationId } from './new-operation-id.ts'
import type { ChosenPair } from './use-chosen-pair.ts'
import { useRefusals } from './use-refusals.ts'

const emptyTexts = { reason: '', ticket: '', confirmation: '' }

/** The values of the form on `/assign`. They follow the chosen pair; what was said of another pair is taken back. */
export function usePairForm({ groupId, userId }: ChosenPair) {
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
	const refusals = useRefusals(form)

	const { setValue, getValues, clearErrors, reset } = form
	const { clear } = refusals
	useEffect(() => {
		setValue('groupId', groupId ?? '')
		setValue('userId', userId ?? '')
		if (groupId !== null) clearErrors('groupId')
		if (userId !== null) clearErrors('userId')
		setValue('confirmation', '')
		clear()
	}, [groupId, userId, setValue, clearErrors, clear])

	const renewOperation = useCallback(() => setValue('operationId', newOperationId()), [setValue])
	useEffect(renewOperation, [renewOperation])

	const clearTexts = useCallback(() => reset({ ...getValues(), ...emptyTexts }), [reset, getValues])

	return { form, refusals, renewOperation, clearTexts }
}
