import type { UseQueryResult } from '@tanstack/react-query'
import type { RefObject } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import type { PairView, Verdict } from '#lib/changes/schemas.ts'
import type { Hold } from './before-sending.ts'
import { Findings } from './findings.tsx'
import { PairState } from './pair-state.tsx'
import { ConfirmationField } from './text-fields.tsx'

interface PairInDialogProps {
	query: UseQueryResult<PairView>
	/** Which way it would be changed. */
	active: boolean
	verdict: Verdict
	hold: Hold
	findingsRef: RefObject<HTMLDivElement | null>
	confirmation: { field: UseFormRegisterReturn; error: string | undefined }
	isLocked: boolean
}

/** What the pod shows of a pair, what speaks against changing it, and the group's name where that must be typed. */
export function PairInDialog(props: PairInDialogProps) {
	const { query, active, verdict, hold, findingsRef, confirmation, isLocked } = props
	return (
		<>
			<div className="rounded-field border border-line bg-bg px-3.5 py-2.5 text-small text-ink-3">
				<PairState query={query} active={active} isChosen />
			</div>
			<div aria-live="polite">
				<Findings ref={findingsRef} verdict={verdict} hold={hold} />
			</div>
			{verdict.confirmation === null ? null : (
				<ConfirmationField
					groupName={verdict.confirmation}
					readOnly={isLocked}
					error={confirmation.error}
					{...confirmation.field}
				/>
			)}
		</>
	)
}
