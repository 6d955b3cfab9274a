'use client'

import { useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useEffect, useRef, useState } from 'react'
import { useRequestSettings } from '#components/requests/settings-context.tsx'
import { Note } from '#components/ui/note.tsx'
import type { ChangeForm as ChangeValues, ChangeView } from '#lib/changes/schemas.ts'
import type { RequestView } from '#lib/requests/schemas.ts'
import { ChangeForm } from './change-form.tsx'
import { RecentChanges } from './recent/recent-changes.tsx'
import { describeOutcome } from './result/outcome.ts'
import { ResultPanel } from './result/result-panel.tsx'
import { useChange } from './use-change.ts'
import { useChosenPair } from './use-chosen-pair.ts'
import { usePair } from './use-pair.ts'

// Only where a change waits for somebody else.
const FilingForm = dynamic(() =>
	import('#components/requests/at-assign/filing-form.tsx').then(({ FilingForm }) => FilingForm),
)
const FiledPanel = dynamic(() =>
	import('#components/requests/at-assign/filed-panel.tsx').then(({ FiledPanel }) => FiledPanel),
)
// Only for those who look, but do not change.
const LookupView = dynamic(() => import('./lookup-view.tsx').then(({ LookupView }) => LookupView))
const PresentAssignment = dynamic(() =>
	import('./present-assignment.tsx').then(({ PresentAssignment }) => PresentAssignment),
)

interface AssignDeskProps {
	/** Whether the viewer's role may change assignments; the server holds it too. */
	canChange: boolean
	/** Whether it may apply at once where everyone else's changes wait. */
	canBreakGlass: boolean
	/** Whether the viewer sees everyone's changes; the server holds it too. */
	listsAll: boolean
	roleName: string
}

/** `/assign` as a whole: the form or the look-up, the result beside it, the recent changes under both. */
export function AssignDesk({ canChange, canBreakGlass, listsAll, roleName }: AssignDeskProps) {
	const client = useQueryClient()
	const { pair: chosen, choose } = useChosenPair()
	const query = usePair(chosen)
	const [sending, setSending] = useState<ChangeValues | null>(null)
	const [shownId, setShownId] = useState<string | null>(null)
	const [filed, setFiled] = useState<RequestView | null>(null)
	const { approvals } = useRequestSettings()
	const isFiling = canChange && approvals !== 'direct'
	const [answeredAt, setAnsweredAt] = useState(0)
	const heading = useRef<HTMLHeadingElement>(null)

	// An unfinished change of the chosen pair comes before the last result, which may be of another pair.
	const change = useChange(query.data?.openChange?.changeId ?? shownId)
	const shown = change.data ?? null

	useEffect(() => {
		if (answeredAt > 0) heading.current?.focus()
	}, [answeredAt])

	const onAnswer = (answer: ChangeView) => {
		setShownId(answer.id)
		setFiled(null)
		setAnsweredAt(Date.now())
	}
	const onFiled = (request: RequestView) => {
		setShownId(null)
		setFiled(request)
		setAnsweredAt(Date.now())
	}
	const onOpen = (opened: ChangeView) => {
		client.setQueryData(['change', opened.id], opened)
		choose({ groupId: opened.groupId, userId: opened.userId })
		onAnswer(opened)
	}

	const view = { chosen, query, choose }
	return (
		<>
			<p role="status" className="sr-only">
				{sending ? 'Sending to the pod…' : shown ? announcement(shown) : ''}
			</p>
			{chosen.problem ? (
				<Note tone="bad" role="alert">
					The address of this page holds an ID that cannot be used. {chosen.problem}
				</Note>
			) : null}
			<div className="grid items-start gap-5 grid-cols-[minmax(0,1fr)] desk:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
				{isFiling ? (
					<FilingForm {...view} canBreakGlass={canBreakGlass} onFiled={onFiled} onAnswer={onAnswer} />
				) : canChange ? (
					<ChangeForm {...view} latest={shown} onSending={setSending} onAnswer={onAnswer} />
				) : (
					<LookupView {...view} roleName={roleName} />
				)}
				{isFiling && !shown && !change.error ? (
					<FiledPanel request={filed} headingRef={heading} />
				) : canChange || shown ? (
					<ResultPanel
						change={shown}
						sending={sending ? sendingWords(sending) : null}
						error={change.error}
						headingRef={heading}
						onAnswer={onAnswer}
					/>
				) : (
					<PresentAssignment pair={query.data} />
				)}
			</div>
			<RecentChanges listsAll={listsAll} onOpen={onOpen} />
		</>
	)
}

const sendingWords = ({ active }: ChangeValues) =>
	active
		? 'Assigning. The answer takes ten seconds at most.'
		: 'Unassigning. The answer takes ten seconds at most.'

function announcement(change: ChangeView): string {
	const { title, line } = describeOutcome(change)
	return `${title}. ${line}`
}
