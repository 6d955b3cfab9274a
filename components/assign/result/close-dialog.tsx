'use client'

import { useForm } from 'react-hook-form'
import { viewer } from '#components/api/viewer.ts'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import { heldTo } from '#components/ui/held-to.ts'
import { TextArea } from '#components/ui/text-field.tsx'
import { closeChangeAction } from '#lib/changes/actions.ts'
import { reasonProblem } from '#lib/changes/rules.ts'
import type { CloseForm } from '#lib/changes/schemas.ts'
import { useOpenChangeAction } from './use-open-change-action.ts'

/** Asks why a change is closed without the pod's word on it. */
export function CloseDialog({ changeId, onClose }: { changeId: string; onClose: () => void }) {
	const { running, error, run } = useOpenChangeAction()
	const { register, handleSubmit, formState } = useForm<CloseForm>({
		defaultValues: { changeId, reason: '' },
	})
	const submit = handleSubmit(async (values) => {
		if (await run('close', () => closeChangeAction(values, viewer()))) onClose()
	})
	return (
		<FormDialog
			label="Close as seen elsewhere"
			isLocked={running !== null}
			buttons={{ submit: 'Close this change', cancel: 'Keep checking' }}
			onSubmit={submit}
			onClose={onClose}
		>
			<div>
				<h2 className="text-lead font-semibold">Close as seen elsewhere</h2>
				<p className="mt-1 text-ink-2">
					The pod does not let this change be read back. Close it once you have seen the assignment in another
					place, such as the Admin Portal; the pair is then free for a new change.
				</p>
			</div>
			<TextArea
				label="What you saw, and where"
				hint="kept in the audit record"
				error={formState.errors.reason?.message}
				{...register('reason', { validate: heldTo(reasonProblem) })}
			/>
			{error ? (
				<p role="alert" className="text-note text-bad">
					{error}
				</p>
			) : null}
		</FormDialog>
	)
}
