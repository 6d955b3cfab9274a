'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { useForm } from 'react-hook-form'
import { useRefusal } from '#components/api/use-refusal.ts'
import { FormDialog } from './form-dialog.tsx'
import { heldTo } from './held-to.ts'
import { TextArea } from './text-field.tsx'

interface WordsDialogProps {
	title: string
	/** What it means to go on, read before anything is written. */
	children: ReactNode
	field: { label: string; hint: string }
	/** A rule that gives a sentence or `null`. */
	problemOf: (text: string) => string | null
	buttons: { submit: string; cancel: string }
	look?: 'primary' | 'danger'
	/** Gives the sentence for the person where it was not taken, else `null`. */
	onSubmit: (text: string) => Promise<string | null>
	/** Told after the dialog has closed upon what was taken. */
	onDone: () => void
	onClose: () => void
}

/** Asks for a few words before something is done. */
export function WordsDialog(props: WordsDialogProps) {
	const { title, children, field, problemOf, buttons, look = 'primary', onSubmit, onDone, onClose } = props
	const heading = useRef<HTMLHeadingElement>(null)
	const [refusal, setRefusal] = useRefusal()
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
		<FormDialog
			label={title}
			isLocked={isSubmitting}
			buttons={buttons}
			look={look}
			onSubmit={submit}
			onClose={onClose}
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
		</FormDialog>
	)
}
