import { useEffect, useRef } from 'react'
import { counted } from '#components/directory/counted.ts'
import { FormDialog } from '#components/ui/form-dialog.tsx'

interface EndAllDialogProps {
	name: string
	/** How many sessions are open. */
	count: number
	onClose: () => void
	onConfirm: () => void
}

/** Asks once more before somebody is signed out everywhere. */
export function EndAllDialog({ name, count, onClose, onConfirm }: EndAllDialogProps) {
	const heading = useRef<HTMLHeadingElement>(null)
	useEffect(() => heading.current?.focus(), [])
	const title = `End all sessions of ${name}`
	return (
		<FormDialog
			label={title}
			isLocked={false}
			buttons={{ submit: 'End all', cancel: 'Cancel' }}
			look="danger"
			onSubmit={async () => {
				onClose()
				onConfirm()
			}}
			onClose={onClose}
		>
			<div>
				<h2
					ref={heading}
					tabIndex={-1}
					className="text-lead font-semibold outline-none [overflow-wrap:anywhere]"
				>
					{title}
				</h2>
				<p className="mt-1 text-ink-2">
					They are signed out of {counted(count, 'session', 'sessions')} with their next click, and can sign
					in again.
				</p>
			</div>
		</FormDialog>
	)
}
