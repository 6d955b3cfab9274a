import { type UseFormReturn, useWatch } from 'react-hook-form'
import type { ChangeForm } from '#lib/changes/schemas.ts'
import { ReasonField, TextRow, TicketField, textRules } from './text-fields.tsx'

interface ReasonAndTicketProps {
	form: UseFormReturn<ChangeForm>
	isLocked: boolean
}

/** Why the change is made, and where it was asked for. */
export function ReasonAndTicket({ form, isLocked }: ReasonAndTicketProps) {
	const { control, register, formState } = form
	const { errors } = formState
	const { length } = useWatch({ control, name: 'reason' })
	return (
		<TextRow>
			<ReasonField
				length={length}
				readOnly={isLocked}
				error={errors.reason?.message}
				{...register('reason', textRules.reason)}
			/>
			<TicketField
				readOnly={isLocked}
				error={errors.ticket?.message}
				{...register('ticket', textRules.ticket)}
			/>
		</TextRow>
	)
}
