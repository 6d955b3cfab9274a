'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { describeOutcome } from '#components/assign/result/outcome.ts'
import { useChange } from '#components/assign/use-change.ts'
import { isOpen } from '#lib/changes/rules.ts'
import type { ChangeView, PairHistory as History } from '#lib/changes/schemas.ts'
import { HistoryPages } from './history-pages.tsx'
import { NoHistory } from './no-history.tsx'
import { PairFacts } from './pair-facts.tsx'
import { Timeline } from './timeline.tsx'

interface PairHistoryProps {
	pair: { groupId: string; userId: string }
	history: History
	/** Whether this is the page that begins with the newest change. */
	isNewest: boolean
	/** Whether the viewer sees everyone's changes, or their own only. */
	seesAll: boolean
}

/** A pair as it stands, and its changes; read again when one of them comes to its end. */
export function PairHistory({ pair, history, isNewest, seesAll }: PairHistoryProps) {
	const { refresh } = useRouter()
	const { changes, older } = history
	const [answeredId, setAnsweredId] = useState<string | null>(null)
	const heading = useRef<HTMLHeadingElement>(null)

	const openId = changes.find(({ state }) => isOpen(state))?.id ?? null
	const followed = useChange(openId ?? answeredId).data ?? null
	const hasEnded = openId !== null && followed?.id === openId && !isOpen(followed.state)
	useEffect(() => {
		if (hasEnded) refresh()
	}, [hasEnded, refresh])
	useEffect(() => {
		if (answeredId !== null) heading.current?.focus()
	}, [answeredId])

	return (
		<>
			<p role="status" className="sr-only">
				{followed ? announcement(followed) : ''}
			</p>
			<PairFacts pair={pair} changes={changes} />
			{changes.length === 0 ? (
				<NoHistory isNewest={isNewest} seesAll={seesAll} />
			) : (
				<Timeline
					changes={changes}
					headingRef={heading}
					seesAll={seesAll}
					onAnswer={(change) => {
						setAnsweredId(change.id)
						refresh()
					}}
				/>
			)}
			<HistoryPages pair={pair} older={older} isNewest={isNewest} />
		</>
	)
}

function announcement(change: ChangeView): string {
	const { title, line } = describeOutcome(change)
	return `${title}. ${line}`
}
