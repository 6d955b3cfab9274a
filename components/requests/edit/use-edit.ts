import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { heed } from '#components/api/heed.ts'
import { viewer } from '#components/api/viewer.ts'
import { type Refusal, useRefusals } from '#components/assign/use-refusals.ts'
import { editRequestAction } from '#lib/requests/actions.ts'
import type { EditForm, RequestView } from '#lib/requests/schemas.ts'

const noAnswer: Refusal = {
	message: 'The console gave no answer, so whether this was changed is not known. Look at the request again.',
	requestId: null,
}

/** The form in which an asker changes a request: its values, and what came of sending them. */
export function useEdit(request: RequestView, onDone: (edited: RequestView) => void) {
	const client = useQueryClient()
	const [isSending, setIsSending] = useState(false)
	// The version that is on the screen when the form opens: what others change meanwhile is a conflict, and said.
	const form = useForm<EditForm>({
		defaultValues: {
			requestId: request.id,
			version: request.version,
			endsAt: request.endsAt,
			reason: request.reason,
			ticket: request.ticket ?? '',
		},
	})
	const { refusal, show, clear } = useRefusals(form)

	const submit = form.handleSubmit(async (values) => {
		clear()
		setIsSending(true)
		try {
			const result = await heed(editRequestAction(values, viewer()))
			void client.invalidateQueries({ queryKey: ['requests'] })
			if (result.ok) onDone(result.data)
			else show({ kind: 'failed', failure: result })
		} catch {
			show({ kind: 'failed', failure: { code: 'offline', ...noAnswer } })
		} finally {
			setIsSending(false)
		}
	})

	return { form, isSending, refusal, submit }
}
