'use client'

import { useEffect, useRef } from 'react'
import { type UseFormReturn, useController } from 'react-hook-form'
import { RefusalNote } from '#components/assign/refusal-note.tsx'
import { ReasonAndTicket } from '#components/assign/text-fields.tsx'
import { useFocusOnRefusal } from '#components/assign/use-focus-on-refusal.ts'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import type { EditForm, RequestSettings, RequestView } from '#lib/requests/schemas.ts'
import { EndField } from '../end/end-field.tsx'
import { endRule } from '../end/end-rule.ts'
import { useEdit } from './use-edit.ts'

interface EditDialogProps {
	request: RequestView
	settings: RequestSettings
	/** Given the request as it is after the edit; `null` where nothing was changed. */
	onDone: (edited: RequestView | null) => void
}

/** Lets an asker change when what they asked for ends, and the words. */
export function EditDialog({ request, settings, onDone }: EditDialogProps) {
	const { form, isSending, refusal, submit } = useEdit(request, onDone)
	const { register, watch, formState } = form
	const { errors } = formState
	const heading = useRef<HTMLHeadingElement>(null)
	const { outcome } = useFocusOnRefusal(null, refusal)
	useEffect(() => heading.current?.focus(), [])

	return (
		<FormDialog
			label={`Edit request ${request.id}`}
			isLocked={isSending}
			buttons={{ submit: 'Save request', cancel: 'Keep it as it is' }}
			onSubmit={submit}
			onClose={() => onDone(null)}
		>
			<div>
				<h2 ref={heading} tabIndex={-1} className="text-lead font-semibold outline-none">
					Edit request {request.id}
				</h2>
				<p className="mt-1 text-ink-2">
					Whom and what it is about stays as it is: for that, withdraw it and ask anew. Approvals that were
					given are for what it said before, and do not count any more.
				</p>
			</div>
			{request.kind === 'unassign' ? null : (
				<End
					form={form}
					isOptional={request.kind === 'assign'}
					maxGrantMs={settings.maxGrantMs}
					isLocked={isSending}
				/>
			)}
			<ReasonAndTicket
				register={register}
				errors={errors}
				length={watch('reason').length}
				isLocked={isSending}
			/>
			<RefusalNote ref={outcome} refusal={refusal} isNothingToChange={false} />
		</FormDialog>
	)
}

interface EndProps {
	form: UseFormReturn<EditForm>
	isOptional: boolean
	maxGrantMs: number
	isLocked: boolean
}

function End({ form: { control }, ...limits }: EndProps) {
	const { field, fieldState } = useController({
		control,
		name: 'endsAt',
		rules: { validate: endRule(limits) },
	})
	const { value, onChange, ref } = field
	const error = fieldState.error?.message
	return <EndField {...{ value, onChange, error, inputRef: ref }} {...limits} />
}
