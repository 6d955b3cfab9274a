import Link from 'next/link'
import { describeOutcome } from '#components/assign/result/outcome.ts'
import { entryWord } from '#components/audit/words.ts'
import { counted, grouped } from '#components/directory/counted.ts'
import { pairHistoryHref } from '#components/pair-history/pair-history-href.ts'
import type { ChangeView } from '#lib/changes/schemas.ts'
import type { RequestView } from '#lib/requests/schemas.ts'
import { dayWords, minuteWords } from '../due-words.ts'
import { Box } from './box.tsx'

interface HistoryCardsProps {
	request: RequestView
	/** Whether the viewer may read everyone's entries in the record. */
	seesRecord: boolean
}

const linkLook = 'rounded-sm font-medium text-accent hover:underline'
const shownChanges = 3

/** What happened to the pair before. */
export function PairHistoryBox({ request, seesRecord }: HistoryCardsProps) {
	const { pairChanges, requestsBefore } = request
	return (
		<Box title="History of this pair">
			{pairChanges.length === 0 ? <p className="text-ink-2">No change through this console yet</p> : null}
			<ul className="grid gap-[3px]">
				{pairChanges.slice(0, shownChanges).map((change) => (
					<li key={change.id}>
						<PastChange change={change} seesRecord={seesRecord} />
					</li>
				))}
			</ul>
			<p className="mt-0.5 flex flex-wrap gap-x-3 text-small text-ink-3">
				<span>
					{requestsBefore === 0
						? 'No request before this'
						: `${counted(requestsBefore, 'request', 'requests')} before this`}
				</span>
				<Link prefetch={false} href={pairHistoryHref(request)} className={`${linkLook} print:hidden`}>
					Whole history
				</Link>
			</p>
		</Box>
	)
}

/** What happened to the request itself. */
export function RequestHistory({ request: { history }, seesRecord }: HistoryCardsProps) {
	return (
		<Box title="This request">
			<ol className="grid max-h-56 gap-[3px] overflow-y-auto text-note">
				{history.map(({ sequence, at, action, by }) => (
					<li key={sequence}>
						{entryWord({ action, httpStatus: null })}
						{by === null ? '' : ` by ${by}`}
						<span className="text-small text-ink-3">
							{' · '}
							<time dateTime={at}>{minuteWords(Date.parse(at))}</time>
							{' · '}
							<EntryLink sequence={sequence} isLink={seesRecord} />
						</span>
					</li>
				))}
			</ol>
		</Box>
	)
}

function PastChange({ change, seesRecord }: { change: ChangeView; seesRecord: boolean }) {
	const { state, active, createdAt, settledAt, sequence, by } = change
	const word =
		state === 'applied'
			? active
				? 'Assigned'
				: 'Unassigned'
			: `${active ? 'Assign' : 'Unassign'}: ${describeOutcome(change).short.toLowerCase()}`
	return (
		<>
			{word} {dayWords(Date.parse(settledAt ?? createdAt))}
			<span className="text-small text-ink-3"> by {by}</span>
			{sequence === null ? null : (
				<>
					{' · '}
					<EntryLink sequence={sequence} isLink={seesRecord} />
				</>
			)}
		</>
	)
}

function EntryLink({ sequence, isLink }: { sequence: number; isLink: boolean }) {
	const words = `entry #${grouped(sequence)}`
	if (!isLink) return words
	return (
		<Link
			prefetch={false}
			href={`/audit/${sequence}`}
			className="rounded-sm hover:text-accent hover:underline"
		>
			{words}
		</Link>
	)
}
