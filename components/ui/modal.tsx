'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { noteModal } from './top-modal.ts'

interface ModalProps {
	label: string
	className: string
	onClose: () => void
	children: ReactNode
}

/** A dialog over the page for as long as it is rendered: the browser's own, which keeps focus in and Esc working. */
export function Modal({ label, className, onClose, children }: ModalProps) {
	const dialog = useRef<HTMLDialogElement>(null)
	// A selection that is dragged out of a field ends beside the dialog too, but did not begin there.
	const isPressedBeside = useRef(false)

	useEffect(() => {
		const before = document.activeElement
		const element = dialog.current
		element?.showModal()
		const noteClosed = element && noteModal(element)
		return () => {
			noteClosed?.()
			element?.close()
			const canGoBack = before instanceof HTMLElement && before !== document.body && before.isConnected
			// What closed the dialog may have led the focus on by now.
			const isLost = document.activeElement === document.body
			const back = canGoBack ? before : isLost ? document.getElementById('main') : null
			back?.focus({ preventScroll: true })
		}
	}, [])

	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the dialog closes it; the key for that is Esc
		<dialog
			ref={dialog}
			aria-label={label}
			onCancel={(event) => {
				event.preventDefault()
				onClose()
			}}
			onPointerDown={(event) => {
				isPressedBeside.current = event.target === dialog.current
			}}
			onClick={(event) => {
				if (event.target === dialog.current && isPressedBeside.current) onClose()
			}}
			className={`bg-raised text-ink shadow-raised backdrop:bg-[#0b0e14]/45 print:hidden forced-colors:border ${className}`}
		>
			{children}
		</dialog>
	)
}
