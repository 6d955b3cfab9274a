'use client'

import { TriangleAlert } from 'lucide-react'
import { type Ref, useEffect, useRef } from 'react'
import { verdictFor } from '#components/assign/before-sending.ts'
import { PairInDialog } from '#components/assign/pair-in-dialog.tsx'
import { RefusalNote } from '#components/assign/refusal-note.tsx'
import { TicketField, textRules } from '#components/assign/text-fields.tsx'
import { useFocusOnRefusal } from '#components/assign/use-focus-on-refusal.ts'
import { usePair } from '#components/assign/use-pair.ts'
import { FormDialog } from '#components/ui/form-dialog.tsx'
import { heldTo } from '#components/ui/held-to.ts'
import { TextArea } from '#components/ui/text-field.tsx'
import { breakGlassReasonLeast, breakGlassReasonProblem } from '#lib/changes/rules.ts'
import type { ChangeView, PairView } from '#lib/changes/schemas.ts'
import { useBreakGlass, type WantedAtOnce } from './use-break-glass.ts'

interface BreakGlassDialogProps {
	wanted: WantedAtOnce
	onClose: () => void
	/** Given the change as it stands when the pod has answered, or a little later. */
	onAnswer: (change: ChangeView) => void
}

const words = { idle: 'Apply at once', reading: 'Reading the pod…', sending: 'Sending to the pod…' }

/** Asks why a change cannot wait for another officer, and applies it. */
export function BreakGlassDialog({ wanted, onClose, onAnswer }: BreakGlassDialogProps) {
	const query = usePair(wanted)
	const { form, phase, hold, refusal, submit } = useBreakGlass(wanted, onAnswer)
	const { register, watch, formState } = form
	const { errors } = formState
	const heading = useRef<HTMLHeadingElement>(null)
	const { findings, outcome } = useFocusOnRefusal(hold, refusal)
	const verdict = verdictFor(query.data, wanted.active)
	const isLocked = phase !== 'idle'
	useEffect(() => heading.current?.focus(), [])

	return (
		<FormDialog
			label="Apply at once"
			isLocked={isLocked}
			buttons={{ submit: words[phase], cancel: 'Cancel' }}
			look="danger"
			onSubmit={submit}
			onClose={onClose}
			className="border-t-4 border-bad"
		>
			<WhatItMeans ref={heading} wanted={wanted} pair={query.data} />
			<PairInDialog
				query={query}
				active={wanted.active}
				verdict={verdict}
				hold={hold}
				findingsRef={findings}
				confirmation={{ field: register('confirmation'), error: errors.confirmation?.message }}
				isLocked={isLocked}
			/>
			<TextArea
				label="Why this cannot wait"
				hint="kept in the audit record"
				count={`${watch('reason').trim().length} of at least ${breakGlassReasonLeast}`}
				readOnly={isLocked}
				error={errors.reason?.message}
				{...register('reason', { validate: heldTo(breakGlassReasonProblem) })}
			/>
			<TicketField
				readOnly={isLocked}
				error={errors.ticket?.message}
				{...register('ticket', textRules.ticket)}
			/>
			<RefusalNote ref={outcome} refusal={refusal} isNothingToChange={hold === 'nothing_to_change'} />
		</FormDialog>
	)
}

interface WhatItMeansProps {
	wanted: WantedAtOnce
	pair: PairView | undefined
	ref: Ref<HTMLHeadingElement>
}

function WhatItMeans({ wanted, pair, ref }: WhatItMeansProps) {
	return (
		<div>
			<h2
				ref={ref}
				tabIndex={-1}
				className="flex items-center gap-2 text-lead font-semibold text-bad outline-none"
			>
				<TriangleAlert size={18} aria-hidden className="shrink-0" />
				Apply at once
			</h2>
			<p className="mt-1 text-ink-2 [overflow-wrap:anywhere]">
				{wanted.active ? 'Assign ' : 'Unassign '}
				<bdi className="font-semibold text-ink">{pair?.user?.name ?? wanted.userId}</bdi>
				{wanted.active ? ' to ' : ' from '}
				<bdi className="font-semibold text-ink">{pair?.group?.name ?? wanted.groupId}</bdi> without another
				officer. It is marked red in the record, and another officer reviews it afterwards.
			</p>
		</div>
	)
}
