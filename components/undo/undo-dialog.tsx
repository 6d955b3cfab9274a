'use client'

import { type Ref, useEffect, useRef } from 'react'
import type { Hold } from '#components/assign/before-sending.ts'
import { PairInDialog } from '#components/assign/pair-in-dialog.tsx'
import { RefusalNote } from '#components/assign/refusal-note.tsx'
import { ReasonAndTicket } from '#components/assign/text-fields.tsx'
import { usePair } from '#components/assign/use-pair.ts'
import type { Refusal } from '#components/assign/use-refusals.ts'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import { Note } from '#components/ui/note.tsx'
import type { ChangeView } from '#lib/changes/schemas.ts'
import { judgeUndo, useUndo } from './use-undo.ts'

interface UndoDialogProps {
	change: ChangeView
	onClose: () => void
	/** Given the change that took this one back. */
	onAnswer: (change: ChangeView) => void
}

const words = { idle: 'Undo change', reading: 'Reading the pod…', sending: 'Sending to the pod…' }

/** Shows what an undo would change and what speaks against it, asks why, and sends it. */
export function UndoDialog({ change, onClose, onAnswer }: UndoDialogProps) {
	const query = usePair(change)
	const { form, phase, hold, refusal, submit } = useUndo(change, onAnswer)
	const { register, watch, formState } = form
	const { errors } = formState
	const { heading, findings, outcome } = useReadingOrder(hold, refusal)
	const verdict = judgeUndo(query.data, !change.active)
	const isLocked = phase !== 'idle'

	return (
		<FormDialog
			label="Undo this change"
			isLocked={isLocked}
			buttons={{ submit: words[phase], cancel: 'Keep it' }}
			onSubmit={submit}
			onClose={onClose}
		>
			<WhatIsUndone ref={heading} change={change} />
			<PairInDialog
				query={query}
				active={!change.active}
				verdict={verdict}
				hold={hold}
				findingsRef={findings}
				confirmation={{ field: register('confirmation'), error: errors.confirmation?.message }}
				isLocked={isLocked}
			/>
			<ReasonAndTicket
				register={register}
				errors={errors}
				length={watch('reason').length}
				isLocked={isLocked}
			/>
			<RefusalNote ref={outcome} refusal={refusal} isNothingToChange={false} />
		</FormDialog>
	)
}

/** What is to be read comes before what is to be written: the focus begins at the heading, and goes to a refusal. */
function useReadingOrder(hold: Hold, refusal: Refusal | null) {
	const heading = useRef<HTMLHeadingElement>(null)
	const findings = useRef<HTMLDivElement>(null)
	const outcome = useRef<HTMLDivElement>(null)
	useEffect(() => heading.current?.focus(), [])
	useEffect(() => {
		if (hold) findings.current?.focus()
		else if (refusal) outcome.current?.focus()
	}, [hold, refusal])
	return { heading, findings, outcome }
}

function WhatIsUndone({ change, ref }: { change: ChangeView; ref: Ref<HTMLHeadingElement> }) {
	return (
		<div>
			<h2 ref={ref} tabIndex={-1} className="text-lead font-semibold outline-none">
				Undo this change
			</h2>
			<p className="mt-1 text-ink-2 [overflow-wrap:anywhere]">
				{change.active ? 'Assigned by ' : 'Unassigned by '}
				{change.by}: <Subject name={change.userName} id={change.userId} />,{' '}
				<Subject name={change.groupName} id={change.groupId} />. The undo is a change of its own in the
				record.
			</p>
			{change.isExpiry ? (
				<Note tone="warn" className="mt-2.5">
					Its end had come. Undone, the user is assigned again and without an end; where one is wanted, ask
					for it in a new request.
				</Note>
			) : null}
		</div>
	)
}

function Subject({ name, id }: { name: string | null; id: string }) {
	return name === null ? <span className="id-text">{id}</span> : <bdi title={id}>{name}</bdi>
}
