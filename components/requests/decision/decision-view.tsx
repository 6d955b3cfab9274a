import { type RefObject, useEffect, useRef, useState } from 'react'
import { ReasonWords } from '#components/assign/reason-words.tsx'
import { Card } from '#components/ui/card.tsx'
import { Note } from '#components/ui/note.tsx'
import { isOpenRequest } from '#lib/requests/rules.ts'
import type { RequestSettings, RequestView } from '#lib/requests/schemas.ts'
import { KeysLine } from '../keys/keys-line.tsx'
import { useDecisionPair } from '../request-queries.ts'
import { requestOutcome } from '../words.ts'
import { ChangedNote } from './changed-note.tsx'
import { ClaimLine } from './claim-line.tsx'
import { Comments } from './comments.tsx'
import { DecideForm } from './decide-form.tsx'
import { DecisionHead } from './decision-head.tsx'
import { PairHistoryBox, RequestHistory } from './histories.tsx'
import { PairCards } from './pair-cards.tsx'
import { RequestOutcome } from './request-outcome.tsx'
import { UnsentNote } from './unsent-note.tsx'
import { useDecide, type Verb } from './use-decide.ts'
import { useNews } from './use-news.ts'

/** What the desk gives to the request that is open on it. */
export interface DecisionSurroundings {
	viewer: { id: string; seesRecord: boolean; decides: boolean }
	settings: RequestSettings
	nowMs: number
	lettersOn: boolean
	panel: Verb | null
	formRef: RefObject<HTMLFormElement | null>
	/** Whether the heading takes the focus, because the viewer has just opened it. Asked once. */
	takesFocus: () => boolean
	onClosePanel: () => void
	onHelp: () => void
	onBack: () => void
	onDecided: (request: RequestView) => void
	/** What the viewer decided came to something else since. */
	onOutcome: (request: RequestView) => void
}

interface DecisionViewProps extends DecisionSurroundings {
	request: RequestView
	/** Why it could not be read again, where it could not. */
	problem: string | null
}

/** One request with everything that is needed to decide it, and the decision itself. */
export function DecisionView({ request, problem, ...desk }: DecisionViewProps) {
	const { viewer, settings, nowMs } = desk
	const pair = useDecisionPair(request.id)
	const { news, isHeld, take, markRead, newsRef } = useNews(request, viewer.id)
	const { heading, outcome, leadToOutcome } = useReading(desk.takesFocus)
	const decision = useDecide(request, {
		shown: pair.data,
		takeNews: take,
		onDecided: (answer) => {
			markRead(answer)
			leadToOutcome()
			follow(answer)
			desk.onDecided(answer)
		},
	})
	const follow = useFollowed(request, desk.onOutcome)
	useReadAgainAfter(request, pair.refetch)
	const canDecide = request.offers.includes('approve') || request.offers.includes('reject')
	const typed = decision.form.watch('note')

	return (
		<Card
			aria-labelledby="decision-title"
			className="grid grid-cols-[minmax(0,1fr)] gap-[18px] p-[22px] max-sm:p-4"
		>
			<DecisionHead request={request} nowMs={nowMs} headingRef={heading} onBack={desk.onBack} />
			{problem === null ? null : (
				<Note tone="bad" role="alert">
					This could not be read again, so it may be out of date. {problem}
				</Note>
			)}
			<ChangedNote ref={newsRef} news={news} isHeld={isHeld} onRead={() => markRead(request)} />
			<RequestOutcome request={request} seesRecord={viewer.seesRecord} headingRef={outcome} />
			<ClaimLine
				request={request}
				settings={settings}
				viewerId={viewer.id}
				nowMs={nowMs}
				onAnswer={markRead}
			/>
			<div className="rounded-field border border-line-strong px-3 py-[9px] [overflow-wrap:anywhere]">
				<h3 className="text-small text-ink-3">Reason</h3>
				{request.reason === '' ? <ReasonWords reason="" /> : <bdi>{request.reason}</bdi>}
			</div>
			<div className="grid gap-4 sm:grid-cols-2">
				<PairCards request={request} query={pair} />
				<div className="sm:col-span-2">
					<PairHistoryBox request={request} seesRecord={viewer.seesRecord} />
				</div>
			</div>
			{canDecide ? null : <WarnedBefore request={request} />}
			<Comments request={request} nowMs={nowMs} onAnswer={markRead} />
			{canDecide ? (
				<DecideForm
					request={request}
					shown={pair.data}
					decision={decision}
					panel={desk.panel}
					formRef={desk.formRef}
					onClosePanel={desk.onClosePanel}
				>
					<KeysLine lettersOn={desk.lettersOn} canDecide onHelp={desk.onHelp} />
				</DecideForm>
			) : (
				<>
					{request.notDecidable ? <Note tone="quiet">{request.notDecidable}</Note> : null}
					<UnsentNote text={typed} />
					<KeysLine lettersOn={desk.lettersOn} canDecide={false} onHelp={desk.onHelp} />
				</>
			)}
			<RequestHistory request={request} seesRecord={viewer.seesRecord} />
		</Card>
	)
}

/** What spoke against it when it was asked for, for those who do not decide it. */
function WarnedBefore({ request: { warnings, state } }: { request: RequestView }) {
	if (warnings.length === 0 || !isOpenRequest(state)) return null
	return (
		<Note tone="warn">
			<p className="font-semibold">When it was asked for:</p>
			<ul>
				{warnings.map(({ code, message }) => (
					<li key={code}>{message}</li>
				))}
			</ul>
		</Note>
	)
}

/** Leads the reader to the heading of what was opened, and to what came of a decision once that is on the screen. */
function useReading(takesFocus: () => boolean) {
	const heading = useRef<HTMLHeadingElement>(null)
	const outcome = useRef<HTMLHeadingElement>(null)
	const isAwaited = useRef(false)
	const [, setAsked] = useState(0)
	useEffect(() => {
		if (takesFocus()) heading.current?.focus()
		if (!isAwaited.current || !outcome.current) return
		isAwaited.current = false
		outcome.current.focus()
	})
	const leadToOutcome = () => {
		isAwaited.current = true
		setAsked((times) => times + 1)
	}
	return { heading, outcome, leadToOutcome }
}

/** Tells of what comes of the viewer's decision after it was answered. */
function useFollowed(request: RequestView, onOutcome: (request: RequestView) => void) {
	const said = useRef<string | null>(null)
	const title = requestOutcome(request)?.title ?? null
	useEffect(() => {
		if (said.current === null || title === null || said.current === title) return
		said.current = title
		onOutcome(request)
	}, [title, request, onOutcome])
	return (answer: RequestView) => {
		said.current = requestOutcome(answer)?.title ?? null
	}
}

/** The pair as it was on the screen is past once something came of the request. */
function useReadAgainAfter({ state }: RequestView, refetch: () => unknown) {
	const shown = useRef(state)
	useEffect(() => {
		if (shown.current === state) return
		shown.current = state
		if (state !== 'sending') void refetch()
	}, [state, refetch])
}
