import { ReasonWords } from '#components/assign/reason-words.tsx'
import { Card } from '#components/ui/card.tsx'
import { Note } from '#components/ui/note.tsx'
import type { RequestView } from '#lib/requests/schemas.ts'
import { KeysLine } from '../keys/keys-line.tsx'
import { useDecisionPair } from '../request-queries.ts'
import { whyNotDecidable } from '../words.ts'
import { ChangedNote } from './changed-note.tsx'
import { ClaimLine } from './claim-line.tsx'
import { Comments } from './comments.tsx'
import { DecideForm } from './decide-form.tsx'
import { DecisionHead } from './decision-head.tsx'
import { PairHistoryBox, RequestHistory } from './histories.tsx'
import { PairCards } from './pair-cards.tsx'
import { RequestOutcome } from './request-outcome.tsx'
import type { DecisionSurroundings } from './surroundings.ts'
import { Undecidable } from './undecidable.tsx'
import { useFollowed, useReadAgainAfter, useReading, useRefusedPanel } from './use-course.ts'
import { useDecide } from './use-decide.ts'
import { useNews } from './use-news.ts'

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
	const { offers } = request
	const canDecide = offers.includes('approve') || offers.includes('reject')
	const why = viewer.decides ? whyNotDecidable(request) : null
	const panel = desk.panel !== null && offers.includes(desk.panel) ? desk.panel : null
	useRefusedPanel(desk, panel === desk.panel ? null : (why ?? 'There is nothing to decide here.'))
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
			<ChangedNote
				ref={newsRef}
				news={news}
				isHeld={isHeld}
				onRead={() => {
					markRead(request)
					heading.current?.focus()
				}}
			/>
			<RequestOutcome request={request} seesRecord={viewer.seesRecord} headingRef={outcome} />
			<ClaimLine
				request={request}
				settings={settings}
				viewerId={viewer.id}
				nowMs={nowMs}
				onAnswer={(answer) => {
					markRead(answer)
					decision.clear()
				}}
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
			<Comments request={request} nowMs={nowMs} onAnswer={markRead} />
			{why === null ? null : <Note tone="quiet">{why}</Note>}
			{canDecide ? (
				<DecideForm
					request={request}
					shown={pair.data}
					decision={decision}
					panel={panel}
					formRef={desk.formRef}
					onClosePanel={desk.onClosePanel}
				>
					<KeysLine lettersOn={desk.lettersOn} canDecide onHelp={desk.onHelp} />
				</DecideForm>
			) : (
				<Undecidable request={request} refusal={decision.refusal} typed={typed}>
					<KeysLine lettersOn={desk.lettersOn} canDecide={false} onHelp={desk.onHelp} />
				</Undecidable>
			)}
			<RequestHistory request={request} seesRecord={viewer.seesRecord} />
		</Card>
	)
}
