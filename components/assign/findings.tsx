import type { Ref } from 'react'
import { Note } from '#components/ui/note.tsx'
import type { Verdict } from '#lib/changes/schemas.ts'
import type { Hold } from './before-sending.ts'

interface FindingsProps {
	verdict: Verdict
	hold: Hold
	ref: Ref<HTMLDivElement>
}

/** What the guard-rails say of the change as it stands, and why it was held back where it was. */
export function Findings({ verdict, hold, ref }: FindingsProps) {
	// What a change would meet is of no use where there is nothing to change.
	const refusals = verdict.noChange ? [] : verdict.refusals
	const warnings = verdict.noChange ? [] : verdict.warnings
	if (refusals.length + warnings.length === 0 && hold !== 'new_warnings') return null
	return (
		<div ref={ref} tabIndex={-1} className="grid gap-2.5">
			{hold === 'new_warnings' ? (
				<Note tone="quiet" role="alert">
					Nothing was sent: this was not on the screen yet. Read it, then decide again.
				</Note>
			) : null}
			{refusals.map(({ code, message }) => (
				<Note key={code} tone="bad" role="alert">
					{message}
				</Note>
			))}
			{warnings.length > 0 ? <Warnings warnings={warnings} /> : null}
		</div>
	)
}

function Warnings({ warnings }: Pick<Verdict, 'warnings'>) {
	const isList = warnings.length > 1
	return (
		<Note tone="warn">
			<ul className={isList ? 'grid list-disc gap-1 pl-4' : ''}>
				{warnings.map(({ code, message }) => (
					<li key={code}>{message}</li>
				))}
			</ul>
		</Note>
	)
}
