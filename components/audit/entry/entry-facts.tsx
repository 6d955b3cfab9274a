import Link from 'next/link'
import { counted, grouped } from '#components/directory/counted.ts'
import { Card } from '#components/ui/card.tsx'
import { Note } from '#components/ui/note.tsx'
import { toneClasses } from '#components/ui/tone.ts'
import type { EntryView } from '#lib/audit/schemas.ts'
import { roleNames, roles } from '#lib/auth/permissions.ts'
import { BreakGlassMark } from '../break-glass-mark.tsx'
import { EntryLines } from '../entry-lines.tsx'
import { PersonLink } from '../name-link.tsx'
import { outcomeOf } from '../outcome-words.ts'
import { UtcTime } from '../utc-time.tsx'
import { actionWord, entryWord, saidWord, sourceWords } from '../words.ts'
import { AccessFacts } from './access-facts.tsx'
import { Asked, BeforeAfter, Subjects } from './asked-facts.tsx'
import { BreakGlassNote } from './break-glass-note.tsx'
import { Fact } from './fact.tsx'

const roleWord = (role: string) =>
	roles.flatMap((known) => (known === role ? [roleNames[known]] : []))[0] ?? role

/** Who did what to whom, why, and how it went on. */
export function EntryFacts({ entry }: { entry: EntryView }) {
	const { operation } = entry
	const { tone, word } = outcomeOf(operation)
	const isFirst = entry.sequence === operation.sequence
	return (
		<Card aria-labelledby="what-happened" className="overflow-hidden">
			<div className={`border-b border-line px-5 py-4 ${toneClasses[tone]}`}>
				<h2 id="what-happened" className="text-lead font-semibold">
					{actionWord(operation)} · {word} <BreakGlassMark breakGlass={operation.breakGlass} />
				</h2>
				<p className="mt-0.5">
					{isFirst ? (
						<>This entry begins the operation.</>
					) : (
						<>
							{entryWord(entry)}, as a part of the operation that began with{' '}
							<Link
								prefetch={false}
								href={`/audit/${operation.sequence}`}
								className="rounded-sm font-medium underline"
							>
								entry {grouped(operation.sequence)}
							</Link>
						</>
					)}
				</p>
			</div>
			<BreakGlassNote breakGlass={operation.breakGlass} />
			<dl className="px-5 py-2">
				<Fact term="When">
					<UtcTime at={entry.at} />
				</Fact>
				<Fact term="Who">
					<PersonLink entry={entry} />
					{entry.role ? <span className="text-ink-3"> · {roleWord(entry.role)}</span> : null}
				</Fact>
				<AccessFacts operation={operation} />
				<Subjects entry={entry} />
				<BeforeAfter entry={entry} />
				<Fact term="Entries">
					{operation.count === null ? null : counted(operation.count, 'entry', 'entries')}
				</Fact>
				<Fact term="Reason">{operation.reason}</Fact>
				<Fact term="Ticket">{operation.ticket}</Fact>
				<Fact term={saidWord(entry.action)}>{entry.words === operation.reason ? null : entry.words}</Fact>
				<Asked entry={entry} />
				<Fact term="Source">{operation.source ? sourceWords[operation.source] : null}</Fact>
				<Fact term="Undoes">
					{entry.undoes === null ? null : (
						<Link
							prefetch={false}
							href={`/audit/${entry.undoes}`}
							className="rounded-sm font-medium text-accent hover:underline"
						>
							Entry {grouped(entry.undoes)}
						</Link>
					)}
				</Fact>
			</dl>
			{entry.warnings.length > 0 ? <Warnings warnings={entry.warnings} /> : null}
			<section aria-label="Entries of this operation" className="border-t border-line px-5 py-4">
				<h3 className="mb-2.5 font-semibold">Entries of this operation</h3>
				<EntryLines
					operation={{
						...operation,
						reason: null,
						source: null,
						requestId: null,
						requestKind: null,
						endsAt: null,
					}}
				/>
			</section>
		</Card>
	)
}

function Warnings({ warnings }: { warnings: string[] }) {
	return (
		<div className="px-5 pb-4">
			<Note tone="warn">
				<p className="font-semibold">On the screen when it was applied</p>
				<ul className={warnings.length > 1 ? 'grid list-disc gap-1 pl-4' : ''}>
					{warnings.map((warning) => (
						<li key={warning}>{warning}</li>
					))}
				</ul>
			</Note>
		</div>
	)
}
