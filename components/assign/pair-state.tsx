import type { UseQueryResult } from '@tanstack/react-query'
import { ArrowRight, RefreshCw } from 'lucide-react'
import { Ago } from '#components/ui/ago.tsx'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { TimeText } from '#components/ui/time-text.tsx'
import type { PairView, PairState as State } from '#lib/changes/schemas.ts'

export const stateWords: Record<State, string> = {
	assigned: 'Assigned',
	not_assigned: 'Not assigned',
	unreadable: 'State could not be read',
}

interface PairStateProps {
	query: UseQueryResult<PairView>
	/** What the switch asks for; `null` where nothing can be asked for. */
	active: boolean | null
	isChosen: boolean
}

/** The present state of the pair as the pod shows it, and what it would be after the change. */
export function PairState({ query, active, isChosen }: PairStateProps) {
	const { data: pair, error, isFetching, refetch } = query
	if (!isChosen) return <p>Choose a group and a user to see what the pod shows.</p>
	if (error && !isFetching) {
		return (
			<div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1 text-bad">
				<p>{error.message}</p>
				<Button size="small" onClick={() => void refetch()}>
					Retry
				</Button>
			</div>
		)
	}
	if (!pair) return <p className="animate-pulse">Reading the present state from the pod…</p>
	return (
		<div className="flex min-h-6 flex-wrap items-center gap-x-1">
			<BeforeAfter pair={pair} active={active} />
			<span>
				<span className="max-sm:hidden">· </span>
				{pair.state === 'unreadable' ? 'the pod was asked' : 'read from the pod'} <Ago at={pair.readAt} />
			</span>
			<IconButton
				label="Read again from the pod"
				onClick={() => void refetch()}
				disabled={isFetching}
				className="print:hidden"
			>
				<RefreshCw size={13} aria-hidden className={isFetching ? 'animate-spin' : ''} />
			</IconButton>
			{pair.state === 'assigned' && pair.standingEnd ? (
				<p className="w-full">
					Ends by itself: <TimeText at={pair.standingEnd} />
				</p>
			) : null}
			{pair.stateProblem ? <p className="w-full text-warn">{pair.stateProblem}</p> : null}
		</div>
	)
}

function BeforeAfter({ pair, active }: { pair: PairView; active: boolean | null }) {
	const noChange = active !== null && (active ? pair.assign : pair.unassign).noChange
	if (active === null || noChange) {
		return (
			<span className="font-semibold text-ink">
				{stateWords[pair.state]}
				{noChange && active ? ' already' : ''}
				{noChange ? ': nothing to change' : ''}
			</span>
		)
	}
	return <StateStep before={pair.state} active={active} />
}

/** The state of a pair and the one that a change asks for. */
export function StateStep({ before, active }: { before: State; active: boolean }) {
	return (
		<span className="inline-flex flex-wrap items-center gap-x-2">
			{stateWords[before]}
			<ArrowRight size={13} aria-label="to" className="text-ink-3" />
			<span className="font-semibold text-ink">{active ? 'Assigned' : 'Not assigned'}</span>
		</span>
	)
}
