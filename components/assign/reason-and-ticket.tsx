import { type UseFormReturn, useWatch } from 'react-hook-form'
import { heldTo } from '#components/ui/held-to.ts'
import { TextArea, TextField } from '#components/ui/text-field.tsx'
import { reasonLength, reasonProblem, ticketProblem } from '#lib/changes/rules.ts'
import type { ChangeForm } from '#lib/changes/schemas.ts'

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
		<div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3.5 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
			<TextArea
				label="Reason"
				hint="kept in the audit record"
				count={length > reasonLength.most - 80 ? `${length} of ${reasonLength.most}` : null}
				readOnly={isLocked}
				error={errors.reason?.message}
				{...register('reason', { validate: heldTo(reasonProblem) })}
			/>
			<TextField
				label="Ticket"
				hint="optional"
				autoComplete="off"
				readOnly={isLocked}
				error={errors.ticket?.message}
				{...register('ticket', { validate: heldTo(ticketProblem) })}
			/>
		</div>
	)
}
