import Link from 'next/link'
import { Note } from '#components/ui/note.tsx'
import type { OperationView } from '#lib/audit/schemas.ts'
import { PersonLink } from '../name-link.tsx'
import { UtcTime } from '../utc-time.tsx'

/** What break-glass means, and whether another officer has signed it off since. */
export function BreakGlassNote({ breakGlass }: Pick<OperationView, 'breakGlass'>) {
	if (!breakGlass) return null
	const { reviewed } = breakGlass
	return (
		<div className="px-5 pt-4">
			<Note tone="bad">
				<p className="font-semibold">Break-glass: applied at once, without another officer</p>
				{reviewed ? (
					<p>
						Reviewed by <PersonLink entry={reviewed} /> at <UtcTime at={reviewed.at} />,{' '}
						<Link prefetch={false} href={`/audit/${reviewed.sequence}`} className="font-medium underline">
							entry {reviewed.sequence}
						</Link>
					</p>
				) : (
					<p>Not reviewed yet: another officer must sign it off.</p>
				)}
			</Note>
		</div>
	)
}
