import type { UseQueryResult } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { stateWords } from '#components/assign/pair-state.tsx'
import { Ago } from '#components/ui/ago.tsx'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { isOpenRequest } from '#lib/requests/rules.ts'
import type { DecisionPair, RequestView } from '#lib/requests/schemas.ts'
import { dayWords } from '../due-words.ts'
import { groupOf, userOf } from '../words.ts'
import { describeAfter } from './after-words.ts'
import { Box, BoxLoading, NameList } from './box.tsx'
import { StandingEnd } from './standing-end.tsx'

interface PairCardsProps {
	request: RequestView
	query: UseQueryResult<DecisionPair>
}

/** The pair on the pod now and after, and what lies around it. */
export function PairCards({ request, query }: PairCardsProps) {
	const { data, error } = query
	// What the console could not read at all is not known either.
	const around = error && !data ? null : data?.pair
	return (
		<>
			<Box title="Now on the pod">
				<Now request={request} query={query} />
			</Box>
			<Box title={isOpenRequest(request.state) ? 'After' : 'What was asked for'}>
				<After request={request} data={data} />
			</Box>
			<Box title={<>{userOf(request)} also holds</>}>
				<NameList
					items={
						around && (around.otherGroups?.map(({ id, name, area }) => ({ id, name, more: area })) ?? null)
					}
					none="No other group"
				/>
			</Box>
			<Box title={<>{groupOf(request)}: other assignees</>}>
				<NameList
					items={
						around &&
						(around.otherAssignees?.map(({ id, name, username }) => ({ id, name: name ?? username })) ?? null)
					}
					none="Nobody else"
				/>
			</Box>
		</>
	)
}

function Now({ request, query }: PairCardsProps) {
	const { data, error, isFetching, refetch } = query
	if (error && !isFetching) {
		return (
			<div role="alert" className="grid justify-items-start gap-1.5 text-bad">
				<p>{error.message}</p>
				<Button size="small" onClick={() => void refetch()}>
					Read again
				</Button>
			</div>
		)
	}
	if (!data) {
		return (
			<>
				<span className="sr-only">Reading the pod…</span>
				<BoxLoading />
			</>
		)
	}
	const { pair } = data
	const since = pair.assignment?.lastAddedAtMs ?? null
	return (
		<>
			<p>
				<strong className="font-semibold">{stateWords[pair.state]}</strong>
				{pair.state === 'assigned' && since !== null ? ` since ${dayWords(since)}` : ''}
			</p>
			{pair.stateProblem ? <p className="text-warn">{pair.stateProblem}</p> : null}
			<StandingEnd request={request} />
			<p className="flex items-center gap-1 text-small text-ink-3">
				<span>
					read <Ago at={pair.readAt} />
				</span>
				<IconButton
					label="Read again"
					onClick={() => void refetch()}
					disabled={isFetching}
					className="print:hidden"
				>
					<RefreshCw size={13} aria-hidden className={isFetching ? 'animate-spin' : ''} />
				</IconButton>
			</p>
		</>
	)
}

function After({ request, data }: { request: RequestView; data: DecisionPair | undefined }) {
	const { state, lines } = describeAfter(request, data?.pair)
	return (
		<>
			<p className="font-semibold">{state}</p>
			{lines.map(({ text, isGrave }) => (
				<p key={text} className={isGrave ? 'font-semibold text-warn' : 'text-small text-ink-3'}>
					{text}
				</p>
			))}
			{data === undefined && lines.length === 0 ? <p className="h-[19px]" aria-hidden /> : null}
		</>
	)
}
