'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import { Button } from './button.tsx'
import { heldTo } from './held-to.ts'
import { Modal } from './modal.tsx'
import { TextArea } from './text-field.tsx'

interface WordsDialogProps {
	title: string
	/** What it means to go on, read before anything is written. */
	children: ReactNode
	field: { label: string; hint: string }
	/** A rule that gives a sentence or `null`. */
	problemOf: (text: string) => string | null
	buttons: { submit: string; cancel: string }
	/** Gives the sentence for the person where it was not taken, else `null`. */
	onSubmit: (text: string) => Promise<string | null>
	/** Told after the dialog has closed upon what was taken. */
	onDone: () => void
	onClose: () => void
}

/** Asks for a few words before something is done. */
export function WordsDialog(props: WordsDialogProps) {
	const { title, children, field, problemOf, buttons, onSubmit, onDone, onClose } = props
	const heading = useRef<HTMLHeadingElement>(null)
	const [refusal, setRefusal] = useState<string | null>(null)
	const { register, handleSubmit, formState } = useForm({ defaultValues: { text: '' } })
	const { errors, isSubmitting } = formState
	useEffect(() => heading.current?.focus(), [])
	const submit = handleSubmit(async ({ text }) => {
		const problem = await onSubmit(text)
		setRefusal(problem)
		if (problem !== null) return
		onClose()
		onDone()
	})
	return (
		<Modal
			label={title}
			onClose={() => {
				if (!isSubmitting) onClose()
			}}
			className="m-auto w-[min(30rem,calc(100vw-2rem))] rounded-card p-[22px]"
		>
			<form
				noValidate
				className="grid grid-cols-[minmax(0,1fr)] gap-4"
				onSubmit={(event) => {
					event.preventDefault()
					if (!isSubmitting) void submit()
				}}
			>
				<div>
					<h2 ref={heading} tabIndex={-1} className="text-lead font-semibold outline-none">
						{title}
					</h2>
					<div className="mt-1 text-ink-2 [overflow-wrap:anywhere]">{children}</div>
				</div>
				<TextArea
					{...field}
					readOnly={isSubmitting}
					error={errors.text?.message}
					{...register('text', { validate: heldTo(problemOf) })}
				/>
				{refusal ? (
					<p role="alert" className="text-note text-bad">
						{refusal}
					</p>
				) : null}
				<div className="flex flex-wrap justify-end gap-2.5">
					<Button onClick={onClose} disabled={isSubmitting}>
						{buttons.cancel}
					</Button>
					<Button type="submit" look="primary" busy={isSubmitting}>
						{buttons.submit}
					</Button>
				</div>
			</form>
		</Modal>
	)
}
