import dynamic from 'next/dynamic'
import Link from 'next/link'
import type { RefObject } from 'react'
import { Problem } from '#components/assign/result/problem.tsx'
import { grouped } from '#components/directory/counted.ts'
import { toneClasses } from '#components/ui/tone.ts'
import type { RequestView } from '#lib/requests/schemas.ts'
import { minuteWords } from '../due-words.ts'
import { requestOutcome } from '../words.ts'

// Few requests ever need it.
const OpenActions = dynamic(
	() => import('#components/assign/result/open-actions.tsx').then(({ OpenActions }) => OpenActions),
	{ ssr: false },
)

interface RequestOutcomeProps {
	request: RequestView
	seesRecord: boolean
	headingRef: RefObject<HTMLHeadingElement | null>
}

/** What became of the request: who decided it and in which words, and what the pod confirmed. */
export function RequestOutcome({ request, seesRecord, headingRef }: RequestOutcomeProps) {
	const outcome = requestOutcome(request)
	if (!outcome) return null
	const { change, state } = request
	const isUndone = state === 'failed' || state === 'sending'
	return (
		<section aria-label="Result" className="overflow-hidden rounded-field border border-line">
			<div className={`px-5 py-3 ${toneClasses[outcome.tone]}`}>
				<h3 ref={headingRef} tabIndex={-1} className="text-lead font-semibold outline-none">
					{outcome.title}
				</h3>
				<p className="[overflow-wrap:anywhere]">{outcome.line}</p>
			</div>
			{change && isUndone ? (
				<div className="border-t border-line *:last:border-b-0">
					<Problem change={change} />
					{change.state === 'unknown' ? <OpenActions change={change} nextFocus={headingRef} /> : null}
				</div>
			) : null}
			<Words request={request} />
			{change && change.sequence !== null && seesRecord ? (
				<p className="border-t border-line px-5 py-2 text-note">
					<Link
						prefetch={false}
						href={`/audit/${change.sequence}`}
						className="rounded-sm font-medium text-accent hover:underline"
					>
						Audit entry #{grouped(change.sequence)}
					</Link>
				</p>
			) : null}
		</section>
	)
}

/** Who decided, when, and what they wrote. */
function Words({ request }: { request: RequestView }) {
	const { state, note, closedBy, closedAt, approvedBy, isErased } = request
	const given = approvedBy.map(({ id, name, at, note }) => ({
		key: `${id} ${at}`,
		word: 'Approved',
		name,
		at,
		note,
	}))
	const isEndedByHand = (state === 'rejected' || state === 'withdrawn') && closedBy && closedAt
	const last = isEndedByHand
		? [
				{
					key: 'last',
					word: state === 'rejected' ? 'Rejected' : 'Withdrawn',
					name: closedBy.name,
					at: closedAt,
					note,
				},
			]
		: []
	const lines = [...given, ...last]
	if (lines.length === 0) return null
	return (
		<ul className="grid gap-1 border-t border-line px-5 py-2.5 text-note">
			{lines.map(({ key, word, name, at, note }) => (
				<li key={key} className="[overflow-wrap:anywhere]">
					{word} by <bdi className="font-medium">{name}</bdi>,{' '}
					<time dateTime={at}>{minuteWords(Date.parse(at))}</time>
					{note ? (
						<>
							: “<bdi>{note}</bdi>”
						</>
					) : isErased ? (
						<span className="text-ink-3">; a note is erased when its retention ends</span>
					) : null}
				</li>
			))}
		</ul>
	)
}
