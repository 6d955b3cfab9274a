import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { type DeskAddress, deskHref } from '../desk-address.ts'
import { RequestRow } from './request-row.tsx'
import type { useQueue } from './use-queue.ts'

interface RequestListProps {
	queue: ReturnType<typeof useQueue>
	address: DeskAddress
	openId: number | null
	viewerId: string
	nowMs: number
	onOpen: (requestId: number) => void
	/** What is said where there is nothing. */
	empty: ReactNode
	/** What can be done where nothing can be read. */
	wayOut: ReactNode
}

/** A part of the queue, one request a line, entered by Tab at one of them. */
export function RequestList({
	queue,
	address,
	openId,
	viewerId,
	nowMs,
	onOpen,
	empty,
	wayOut,
}: RequestListProps) {
	const { rows, list, entryId, setCursor, showMore } = queue
	const isUnread = list.data === undefined
	return (
		<Card
			aria-label="Queue"
			className="overflow-hidden desk:max-h-[calc(100dvh-12rem)] desk:overflow-y-auto print:max-h-none"
		>
			{list.error ? (
				<div
					role="alert"
					className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-4 py-3 text-note text-bad last:border-0"
				>
					<p>{list.error.message}</p>
					<span className="flex items-center gap-2">
						{wayOut}
						<Button size="small" onClick={() => void list.refetch()}>
							Retry
						</Button>
					</span>
				</div>
			) : null}
			{isUnread && !list.error ? <Loading /> : null}
			{!isUnread && rows.length === 0 ? empty : null}
			<ul>
				{rows.map((request) => (
					<RequestRow
						key={request.id}
						request={request}
						href={deskHref({ ...address, request: String(request.id) })}
						isEntry={request.id === entryId}
						isOpen={request.id === openId}
						viewerId={viewerId}
						nowMs={nowMs}
						onFocus={() => setCursor(request.id)}
						onOpen={() => onOpen(request.id)}
					/>
				))}
			</ul>
			{list.hasNextPage ? (
				<div className="border-t border-line p-2.5 text-center print:hidden">
					<Button look="bare" size="small" busy={list.isFetchingNextPage} onClick={showMore}>
						Show more
					</Button>
				</div>
			) : null}
		</Card>
	)
}

function Loading() {
	return (
		<div>
			<span className="sr-only">Reading the queue…</span>
			{[0, 1, 2, 3].map((row) => (
				<div key={row} className="grid gap-[3px] border-b border-line px-4 py-3 last:border-0">
					<Skeleton className="my-[3.5px] h-3.5 w-3/5" />
					<Skeleton className="my-[3.5px] h-3.5 w-2/5" />
					<Skeleton className="my-[3px] h-3 w-4/5" />
				</div>
			))}
		</div>
	)
}
