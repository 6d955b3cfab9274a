import type { ReactNode } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { heldTo } from '#components/ui/held-to.ts'
import { TextArea, TextField } from '#components/ui/text-field.tsx'
import { reasonLength, reasonProblem, ticketProblem } from '#lib/changes/rules.ts'

/** The texts that every change of an assignment is asked for, and the rules that they are held to. */

export const textRules = {
	reason: { validate: heldTo(reasonProblem) },
	ticket: { validate: heldTo(ticketProblem) },
}

type TextFieldProps = UseFormRegisterReturn & { readOnly: boolean; error: string | undefined }

const countedFrom = reasonLength.most - 80

/** Why the change is made; `length` is that of the text so far, which is counted near its end. */
function ReasonField({ length, ...field }: TextFieldProps & { length: number }) {
	const count = length > countedFrom ? `${length} of ${reasonLength.most}` : null
	return <TextArea label="Reason" hint="kept in the audit record" count={count} {...field} />
}

/** Where the change was asked for. */
export function TicketField(field: TextFieldProps) {
	return <TextField label="Ticket" hint="optional" autoComplete="off" {...field} />
}

interface ReasonAndTicketProps {
	register: (
		name: 'reason' | 'ticket',
		rules: (typeof textRules)['reason' | 'ticket'],
	) => UseFormRegisterReturn
	errors: { reason?: { message?: string | undefined }; ticket?: { message?: string | undefined } }
	/** Of the reason so far. */
	length: number
	isLocked: boolean
}

/** Both, in whichever form has them. */
export function ReasonAndTicket({ register, errors, length, isLocked }: ReasonAndTicketProps) {
	return (
		<>
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
		</>
	)
}

/** Asks for the Global group's name, typed by hand. */
export function ConfirmationField({ groupName, ...field }: TextFieldProps & { groupName: string }) {
	const hint = `type ${groupName}, because it contains everyone`
	return <TextField label="Name of the group" hint={hint} autoComplete="off" {...field} />
}

/** Reason and ticket beside each other, where there is room. */
export function TextRow({ children }: { children: ReactNode }) {
	return (
		<div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3.5 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
			{children}
		</div>
	)
}
