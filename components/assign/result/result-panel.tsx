import {
	CircleCheck,
	CircleDashed,
	CircleX,
	LoaderCircle,
	type LucideIcon,
	TriangleAlert,
} from 'lucide-react'
import dynamic from 'next/dynamic'
import type { ReactNode, RefObject } from 'react'
import { Card } from '#components/ui/card.tsx'
import { type Tone, toneClasses } from '#components/ui/tone.ts'
import { isOpen } from '#lib/changes/rules.ts'
import type { ChangeView } from '#lib/changes/schemas.ts'
import { AssignmentList } from './assignment-list.tsx'
import { BreakGlassNote } from './break-glass-note.tsx'
import { describeOutcome } from './outcome.ts'
import { Problem } from './problem.tsx'
import { ResultFoot } from './result-foot.tsx'

// Few changes ever need it.
const OpenActions = dynamic(() => import('./open-actions.tsx').then(({ OpenActions }) => OpenActions), {
	ssr: false,
})

interface ResultPanelProps {
	/** The change whose outcome is shown; `null` before the first. */
	change: ChangeView | null
	/** A change that is on its way to the console's own server, by its names. */
	sending: string | null
	error: Error | null
	headingRef: RefObject<HTMLHeadingElement | null>
	/** Shows the change that took this one back. */
	onAnswer: (change: ChangeView) => void
}

/** What the pod returned, in words and field by field. */
export function ResultPanel({ change, sending, error, headingRef, onAnswer }: ResultPanelProps) {
	return (
		<Card aria-label="Result" className="overflow-hidden">
			{sending !== null ? (
				<Header tone="quiet" icon={LoaderCircle} title="Sending to the pod…" headingRef={headingRef} turning>
					{sending}
				</Header>
			) : change ? (
				<Outcome change={change} headingRef={headingRef} onAnswer={onAnswer} />
			) : (
				<Empty error={error} />
			)}
		</Card>
	)
}

type OutcomeProps = Pick<ResultPanelProps, 'headingRef' | 'onAnswer'> & { change: ChangeView }

function Outcome({ change, headingRef, onAnswer }: OutcomeProps) {
	const { tone, title, line } = describeOutcome(change)
	return (
		<>
			<Header
				tone={tone}
				icon={iconOf(change)}
				title={title}
				headingRef={headingRef}
				turning={isOpen(change.state)}
			>
				{line}
			</Header>
			<BreakGlassNote breakGlass={change.breakGlass} />
			<Problem change={change} />
			{change.state === 'unknown' ? <OpenActions change={change} nextFocus={headingRef} /> : null}
			<AssignmentList shown={change} />
			<ResultFoot change={change} onAnswer={onAnswer} />
		</>
	)
}

function iconOf({ state }: ChangeView): LucideIcon {
	if (state === 'applied') return CircleCheck
	if (isOpen(state)) return LoaderCircle
	if (state === 'not_applied') return TriangleAlert
	return state === 'closed' ? CircleDashed : CircleX
}

interface HeaderProps {
	tone: Tone
	icon: LucideIcon
	title: string
	turning?: boolean
	headingRef: RefObject<HTMLHeadingElement | null>
	children: ReactNode
}

function Header({ tone, icon: Icon, title, turning = false, headingRef, children }: HeaderProps) {
	return (
		<div className={`border-b border-line px-5 py-4 ${toneClasses[tone]}`}>
			<h2
				ref={headingRef}
				tabIndex={-1}
				className="flex items-center gap-2 text-lead font-semibold outline-none"
			>
				<Icon size={18} aria-hidden className={turning ? 'animate-spin' : ''} />
				{title}
			</h2>
			<p className="mt-0.5">{children}</p>
		</div>
	)
}

function Empty({ error }: { error: Error | null }) {
	if (error) {
		return (
			<p role="alert" className="px-5 py-6 text-bad">
				The change could not be read. {error.message}
			</p>
		)
	}
	return (
		<div className="px-5 py-5 text-ink-2">
			<h2 className="text-lead font-semibold text-ink">Nothing applied yet</h2>
			<p className="mt-1 max-w-[46ch]">
				After you apply a change, the pod’s answer stands here: the user, the group, the status, the
				assignment’s ID and its dates, with the entry in the record.
			</p>
		</div>
	)
}
