import { Monitor } from 'lucide-react'
import type { ReactNode } from 'react'
import { UtcTime } from '#components/audit/utc-time.tsx'
import { unknownBrowser } from '#components/audit/words.ts'
import type { PersonSession } from '#lib/people/schemas.ts'
import { endWords } from './people-words.ts'

interface SessionItemProps {
	session: PersonSession
	/** What can be done with it. */
	children?: ReactNode
}

/** One session: from where it was opened, and its moments. */
export function SessionItem({ session, children }: SessionItemProps) {
	const { browser, address, openedAt, lastSeenAt, authenticatedAt, endsAt, ended } = session
	return (
		<li className="flex gap-3.5 border-t border-line px-5 py-3 first:border-t max-sm:px-4">
			<Monitor size={17} aria-hidden className="mt-0.5 shrink-0 text-ink-3" />
			<div className="min-w-0 flex-1">
				<div className="flex items-start justify-between gap-3">
					<p className="min-w-0 [overflow-wrap:anywhere]">
						<span className={ended ? 'text-ink-2' : 'font-semibold'}>{browser ?? unknownBrowser}</span>
						{address ? <span className="id-text text-ink-3"> · {address}</span> : null}
					</p>
					{children}
				</div>
				<dl className="mt-1 grid gap-x-5 gap-y-0.5 text-small text-ink-2 sm:grid-cols-2">
					<Moment term="Opened" at={openedAt} />
					{ended ? (
						<Moment term={endWords[ended.how]} at={ended.at} />
					) : (
						<>
							<Moment term="Last activity" at={lastSeenAt} />
							<Moment term="Signed in" at={authenticatedAt} />
							<Moment term="Ends at the latest" at={endsAt} />
						</>
					)}
				</dl>
			</div>
		</li>
	)
}

function Moment({ term, at }: { term: string; at: string | null }) {
	return (
		<div>
			<dt className="inline text-ink-3">{term}</dt>{' '}
			<dd className="inline">{at === null ? 'not proved by it' : <UtcTime at={at} short />}</dd>
		</div>
	)
}
