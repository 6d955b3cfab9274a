import { Note } from '#components/ui/note.tsx'
import { TimeText } from '#components/ui/time-text.tsx'
import type { ChangeView } from '#lib/changes/schemas.ts'

/** What break-glass means, and whether another officer has signed it off since. */
export function BreakGlassNote({ breakGlass }: Pick<ChangeView, 'breakGlass'>) {
	if (!breakGlass) return null
	return (
		<Note tone="bad" className="mx-5 mt-4">
			<p className="font-semibold">Break-glass: applied at once, without another officer</p>
			{breakGlass.reviewed ? (
				<p>
					Reviewed by {breakGlass.reviewed.by} at <TimeText at={breakGlass.reviewed.at} />
				</p>
			) : (
				<p>Another officer must sign it off.</p>
			)}
		</Note>
	)
}
