import Link from 'next/link'
import { counted, grouped } from '#components/directory/counted.ts'
import { pairHistoryHref } from '#components/pair-history/pair-history-href.ts'
import { Card } from '#components/ui/card.tsx'
import { IdText } from '#components/ui/id-text.tsx'
import { Note } from '#components/ui/note.tsx'
import { toneClasses } from '#components/ui/tone.ts'
import type { EntryView } from '#lib/audit/schemas.ts'
import { roleNames, roles } from '#lib/auth/permissions.ts'
import { EntryLines } from '../entry-lines.tsx'
import { PersonLink, SubjectLink } from '../name-link.tsx'
import { UtcTime } from '../utc-time.tsx'
import { actionWord, entryWord, outcomeOf, sourceWords } from '../words.ts'
import { Fact } from './fact.tsx'

const stateWords: Record<string, string> = {
	assigned: 'Assigned',
	not_assigned: 'Not assigned',
	unreadable: 'Could not be read',
}

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
					{actionWord(operation)} · {word}
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
			<dl className="px-5 py-2">
				<Fact term="When">
					<UtcTime at={entry.at} />
				</Fact>
				<Fact term="Who">
					<PersonLink entry={entry} />
					{entry.role ? <span className="text-ink-3"> · {roleWord(entry.role)}</span> : null}
				</Fact>
				<Subjects entry={entry} />
				<BeforeAfter entry={entry} />
				<Fact term="Entries">
					{operation.count === null ? null : counted(operation.count, 'entry', 'entries')}
				</Fact>
				<Fact term="Reason">{operation.reason}</Fact>
				<Fact term="Ticket">{operation.ticket}</Fact>
				<Fact term={entry.action === 'change.closed' ? 'Seen elsewhere' : 'Why refused'}>
					{entry.words === operation.reason ? null : entry.words}
				</Fact>
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
				<EntryLines operation={{ ...operation, reason: null, source: null }} />
			</section>
		</Card>
	)
}

function Subjects({ entry: { operation } }: { entry: EntryView }) {
	const { groupId, groupName, userId, userName } = operation
	return (
		<>
			<Fact term="Group">
				{groupId === null ? null : (
					<>
						<SubjectLink kind="group" id={groupId} name={groupName} />
						<div className="text-small text-ink-3">
							<IdText id={groupId} what="group ID" />
						</div>
					</>
				)}
			</Fact>
			<Fact term="User">
				{userId === null ? null : (
					<>
						<SubjectLink kind="user" id={userId} name={userName} />
						<div className="text-small text-ink-3">
							<IdText id={userId} what="user ID" />
						</div>
					</>
				)}
			</Fact>
			{groupId !== null && userId !== null ? (
				<Fact term="Assignment">
					<Link
						prefetch={false}
						href={pairHistoryHref({ groupId, userId })}
						className="rounded-sm font-medium text-accent hover:underline"
					>
						History of this assignment
					</Link>
				</Fact>
			) : null}
		</>
	)
}

/** What the pod showed before, and what was asked for. */
function BeforeAfter({ entry: { stateBefore, operation } }: { entry: EntryView }) {
	if (operation.active === null) return null
	const after = operation.active ? 'Assigned' : 'Not assigned'
	return (
		<Fact term={stateBefore ? 'Change' : 'Asked for'}>
			{stateBefore ? (
				<>
					{stateWords[stateBefore] ?? stateBefore} <span className="text-ink-3">→</span>{' '}
				</>
			) : null}
			<span className="font-semibold">{after}</span>
			{stateBefore ? <span className="text-small text-ink-3"> · before as read from the pod</span> : null}
		</Fact>
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
