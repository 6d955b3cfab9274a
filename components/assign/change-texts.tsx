import { type UseFormReturn, useWatch } from 'react-hook-form'
import type { ChangeForm } from '#lib/changes/schemas.ts'
import { ReasonAndTicket, TextRow } from './text-fields.tsx'

interface ChangeTextsProps {
	form: UseFormReturn<ChangeForm>
	isLocked: boolean
}

/** Why the change is made, and where it was asked for. */
export function ChangeTexts({ form, isLocked }: ChangeTextsProps) {
	const { control, register, formState } = form
	const { errors } = formState
	const { length } = useWatch({ control, name: 'reason' })
	return (
		<TextRow>
			<ReasonAndTicket register={register} errors={errors} length={length} isLocked={isLocked} />
		</TextRow>
	)
}
