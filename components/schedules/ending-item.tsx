import { TriangleAlert } from 'lucide-react'
import { LinkToRequest } from '#components/requests/link-to-request.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { TimeText } from '#components/ui/time-text.tsx'
import type { ScheduleView } from '#lib/schedules/schemas.ts'
import { EndingActions } from './ending-actions.tsx'
import { stateOfEnd } from './ending-words.ts'
import { WhatWasTried } from './what-was-tried.tsx'

interface EndingItemProps {
	end: ScheduleView
	isWrong: boolean
	/** Told in a sentence what was done. */
	onDone: (sentence: string) => void
}

/** One end: whose assignment, when, what was tried, what it leaves behind, and what can be done. */
export function EndingItem({ end, isWrong, onDone }: EndingItemProps) {
	const { tone, word } = stateOfEnd(end)
	return (
		<li
			className={`grid gap-1.5 border-t border-line px-5 py-3.5 ${isWrong ? 'shadow-[inset_3px_0_0_var(--bad)]' : ''}`}
		>
			<div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
				<h3 className="font-semibold [overflow-wrap:anywhere]">
					<Name name={end.userName} id={end.userId} /> · <Name name={end.groupName} id={end.groupId} />
				</h3>
				<Pill tone={tone}>{word}</Pill>
			</div>
			<p className="flex flex-wrap gap-x-3 gap-y-0.5 text-note text-ink-2">
				<span>
					{isWrong ? 'Should have ended' : 'Ends'} <TimeText at={end.endsAt} />
				</span>
				<LinkToRequest id={end.requestId} />
				{end.letEnd ? (
					<span>
						{end.letEnd.by} said that it may end, <TimeText at={end.letEnd.at} short />
					</span>
				) : null}
			</p>
			<WhatWasTried end={end} />
			{end.leavesNoAssignee ? (
				<p className="flex gap-1.5 text-note font-medium text-warn">
					<TriangleAlert size={14} aria-hidden className="mt-[3px] shrink-0" />
					The group will be left without an assignee.
				</p>
			) : null}
			<EndingActions end={end} onDone={onDone} />
		</li>
	)
}

function Name({ name, id }: { name: string | null; id: string }) {
	return name === null ? <span className="id-text">{id}</span> : <bdi title={id}>{name}</bdi>
}
