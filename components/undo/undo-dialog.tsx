'use client'

import { useEffect, useRef } from 'react'
import { Findings } from '#components/assign/findings.tsx'
import { keepEnterFromApplying } from '#components/assign/keep-enter-from-applying.ts'
import { PairState } from '#components/assign/pair-state.tsx'
import { RefusalNote } from '#components/assign/refusal-note.tsx'
import { usePair } from '#components/assign/use-pair.ts'
import { Button } from '#components/ui/button.tsx'
import { heldTo } from '#components/ui/held-to.ts'
import { Modal } from '#components/ui/modal.tsx'
import { TextArea, TextField } from '#components/ui/text-field.tsx'
import { reasonLength, reasonProblem, ticketProblem } from '#lib/changes/rules.ts'
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
	const heading = useRef<HTMLHeadingElement>(null)
	const findings = useRef<HTMLDivElement>(null)
	const outcome = useRef<HTMLDivElement>(null)
	const verdict = judgeUndo(query.data, !change.active)
	const reason = watch('reason')
	const isLocked = phase !== 'idle'

	// What is to be read comes before what is to be written.
	useEffect(() => heading.current?.focus(), [])
	useEffect(() => {
		if (hold) findings.current?.focus()
		else if (refusal) outcome.current?.focus()
	}, [hold, refusal])

	return (
		<Modal
			label="Undo this change"
			onClose={() => {
				if (!isLocked) onClose()
			}}
			className="m-auto w-[min(34rem,calc(100vw-2rem))] rounded-card p-[22px] max-sm:p-4"
		>
			<form
				noValidate
				className="grid grid-cols-[minmax(0,1fr)] gap-4"
				onSubmit={(event) => {
					event.preventDefault()
					if (!isLocked) void submit()
				}}
				onKeyDown={keepEnterFromApplying}
			>
				<div>
					<h2 ref={heading} tabIndex={-1} className="text-lead font-semibold outline-none">
						Undo this change
					</h2>
					<p className="mt-1 text-ink-2 [overflow-wrap:anywhere]">
						{change.active ? 'Assigned by ' : 'Unassigned by '}
						{change.by}: <Subject name={change.userName} id={change.userId} />,{' '}
						<Subject name={change.groupName} id={change.groupId} />. The undo is a change of its own in the
						record.
					</p>
				</div>
				<div className="rounded-field border border-line bg-bg px-3.5 py-2.5 text-small text-ink-3">
					<PairState query={query} active={!change.active} isChosen />
				</div>
				<div aria-live="polite">
					<Findings ref={findings} verdict={verdict} hold={hold} />
				</div>
				{verdict.confirmation === null ? null : (
					<TextField
						label="Name of the group"
						hint={`type ${verdict.confirmation}, because it contains everyone`}
						autoComplete="off"
						readOnly={isLocked}
						error={errors.confirmation?.message}
						{...register('confirmation')}
					/>
				)}
				<TextArea
					label="Reason"
					hint="kept in the audit record"
					count={reason.length > reasonLength.most - 80 ? `${reason.length} of ${reasonLength.most}` : null}
					readOnly={isLocked}
					error={errors.reason?.message}
					{...register('reason', { validate: heldTo(reasonProblem) })}
				/>
				<TextField
					label="Ticket"
					hint="optional"
					autoComplete="off"
					readOnly={isLocked}
					error={errors.ticket?.message}
					{...register('ticket', { validate: heldTo(ticketProblem) })}
				/>
				<RefusalNote ref={outcome} refusal={refusal} isNothingToChange={false} />
				<div className="flex flex-wrap justify-end gap-2.5">
					<Button onClick={onClose} disabled={isLocked}>
						Keep it
					</Button>
					<Button type="submit" look="primary" busy={isLocked}>
						{words[phase]}
					</Button>
				</div>
			</form>
		</Modal>
	)
}

function Subject({ name, id }: { name: string | null; id: string }) {
	return name === null ? <span className="id-text">{id}</span> : <bdi title={id}>{name}</bdi>
}
