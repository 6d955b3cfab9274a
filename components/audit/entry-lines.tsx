import Link from 'next/link'
import { grouped } from '#components/directory/counted.ts'
import { kindWords } from '#components/requests/kind-words.ts'
import { LinkToRequest } from '#components/requests/link-to-request.tsx'
import type { OperationView } from '#lib/audit/schemas.ts'
import { PersonLink } from './name-link.tsx'
import { UtcTime } from './utc-time.tsx'
import { accessWords, entryWord, sourceWords } from './words.ts'

/** Why an operation was wanted, and each of its entries in the order in which they came. */
export function EntryLines({ operation }: { operation: OperationView }) {
	const access = accessWords(operation)
	const { reason, source, entries, isErased, requestId, requestKind, endsAt } = operation
	return (
		<div className="grid gap-2.5">
			{reason ? (
				<p className="max-w-[80ch] [overflow-wrap:anywhere]">
					“<bdi>{reason}</bdi>”
				</p>
			) : null}
			{isErased ? (
				<p className="text-ink-3">
					Erased when its retention ended: names, reason, ticket and the pod’s words.
				</p>
			) : null}
			<ol className="grid text-note">
				{entries.map((entry) => (
					<li key={entry.sequence} className="flex flex-wrap items-baseline gap-x-3 leading-[26px]">
						<Link
							prefetch={false}
							href={`/audit/${entry.sequence}`}
							className="id-text min-w-[3.5rem] rounded-sm py-1 text-accent hover:underline"
						>
							{grouped(entry.sequence)}
						</Link>
						<span className="min-w-[12.5rem] text-ink-2">
							<UtcTime at={entry.at} short />
						</span>
						<span className="font-medium">{entryWord(entry)}</span>
						{access === null ? null : <bdi>{access}</bdi>}
						<span className="text-ink-2">
							by <PersonLink entry={entry} />
						</span>
					</li>
				))}
			</ol>
			<p className="flex flex-wrap gap-x-4 text-small text-ink-3 empty:hidden">
				{requestKind ? <span>Asked for: {kindWords[requestKind]}</span> : null}
				{endsAt ? (
					<span>
						Ends <UtcTime at={endsAt} />
					</span>
				) : null}
				{requestId === null ? null : <LinkToRequest id={requestId} />}
				{source ? <span>Source: {sourceWords[source]}</span> : null}
			</p>
		</div>
	)
}
