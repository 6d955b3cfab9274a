import type { ReactNode } from 'react'
import { ReadError } from '#components/api/get-json.ts'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { requestIdOf } from '../desk-address.ts'
import { type DeskStart, useRequest } from '../request-queries.ts'
import { DecisionView } from './decision-view.tsx'
import type { DecisionSurroundings } from './surroundings.ts'

type DecisionPaneProps = DecisionSurroundings & { start: DeskStart }

/** The request that the address names, where there is one. */
export function DecisionPane({ asked, ...desk }: DecisionPaneProps & { asked: string }) {
	const requestId = requestIdOf(asked)
	if (requestId === null) return <NoRequest onBack={desk.onBack} />
	return <OpenRequest key={requestId} requestId={requestId} {...desk} />
}

function OpenRequest({ requestId, start, ...desk }: DecisionPaneProps & { requestId: number }) {
	const { data, error, refetch } = useRequest(requestId, start)
	if (error instanceof ReadError && (error.code === 'not_found' || error.code === 'invalid_input')) {
		return <NoRequest onBack={desk.onBack} />
	}
	if (data) return <DecisionView request={data} problem={error?.message ?? null} {...desk} />
	if (!error) return <Loading />
	return (
		<Message title={`Request ${requestId} could not be read`}>
			<p role="alert" className="text-bad">
				{error.message}
			</p>
			<Button onClick={() => void refetch()}>Retry</Button>
		</Message>
	)
}

function NoRequest({ onBack }: { onBack: () => void }) {
	return (
		<Message title="There is no such request">
			<p>Or it is not yours to see. The number in the address may be mistyped.</p>
			<Button onClick={onBack}>All requests</Button>
		</Message>
	)
}

function Message({ title, children }: { title: string; children: ReactNode }) {
	return (
		<Card aria-label="Request" className="grid justify-items-start gap-3 px-5 py-6 text-ink-2">
			<h2 className="text-lead font-semibold text-ink">{title}</h2>
			{children}
		</Card>
	)
}

function Loading() {
	return (
		<Card aria-label="Request" className="grid gap-[18px] p-[22px] max-sm:p-4">
			<span className="sr-only">Reading the request…</span>
			<div className="grid gap-2">
				<Skeleton className="h-5 w-2/3" />
				<Skeleton className="h-3.5 w-1/2" />
			</div>
			<Skeleton className="h-[42px]" />
			<Skeleton className="h-[62px]" />
			<div className="grid gap-4 sm:grid-cols-2">
				{[0, 1, 2, 3, 4, 5].map((box) => (
					<Skeleton key={box} className="h-[98px]" />
				))}
			</div>
		</Card>
	)
}
