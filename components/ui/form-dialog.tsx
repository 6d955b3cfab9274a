'use client'

import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { keepEnterFromSubmitting } from './keep-enter-from-submitting.ts'
import { Modal } from './modal.tsx'

interface FormDialogProps {
	label: string
	/** Whether an answer is awaited: nothing is sent again, and the dialog stays. */
	isLocked: boolean
	buttons: { submit: string; cancel: string }
	look?: 'primary' | 'danger'
	onSubmit: () => Promise<unknown>
	onClose: () => void
	className?: string
	children: ReactNode
}

/** A dialog with fields to fill and two ways out of it. */
export function FormDialog(props: FormDialogProps) {
	const { label, isLocked, buttons, look = 'primary', onSubmit, onClose, className = '', children } = props
	return (
		<Modal
			label={label}
			onClose={() => {
				if (!isLocked) onClose()
			}}
			className={`m-auto w-[min(34rem,calc(100vw-2rem))] rounded-card p-[22px] max-sm:p-4 ${className}`}
		>
			<form
				noValidate
				className="grid grid-cols-[minmax(0,1fr)] gap-4"
				onSubmit={(event) => {
					event.preventDefault()
					if (!isLocked) void onSubmit()
				}}
				onKeyDown={keepEnterFromSubmitting}
			>
				{children}
				<div className="flex flex-wrap justify-end gap-2.5">
					<Button onClick={onClose} disabled={isLocked}>
						{buttons.cancel}
					</Button>
					<Button type="submit" look={look} busy={isLocked}>
						{buttons.submit}
					</Button>
				</div>
			</form>
		</Modal>
	)
}
