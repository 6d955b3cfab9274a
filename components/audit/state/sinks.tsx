import { grouped } from '#components/directory/counted.ts'
import { Note } from '#components/ui/note.tsx'
import type { RecordState } from '#lib/audit/schemas.ts'

const silent =
	', which does not fit the record: somebody may have stopped the sending, or taken checkpoints away. Compare the place itself with the record.'

/** What would keep a rewritten record from being noticed: checkpoints that nobody outside holds. */
export function Sinks({ sinks }: { sinks: RecordState['sinks'] }) {
	if (sinks.length === 0) {
		return (
			<Note tone="warn" className="w-full">
				No checkpoint is sent outside, so whoever owns the database could rewrite the record unseen. Keep a
				copy elsewhere, or set CHECKPOINT_FILE or CHECKPOINT_URL.
			</Note>
		)
	}
	const troubled = sinks.filter(
		({ sentAt, problem, isDoubtful }) => problem !== null || sentAt === null || isDoubtful,
	)
	if (troubled.length === 0) return null
	return (
		<Note tone="warn" role="alert" className="w-full">
			<ul className="grid gap-1">
				{troubled.map(({ target, sentAt, sentSize, problem, isDoubtful }) => (
					<li key={target}>
						{sentAt === null
							? 'No checkpoint has reached'
							: `Only checkpoints up to ${grouped(sentSize)} have reached`}{' '}
						<span className="id-text">{target}</span>
						{problem === null ? (isDoubtful ? silent : ' yet.') : `: ${problem}`}
					</li>
				))}
			</ul>
		</Note>
	)
}
