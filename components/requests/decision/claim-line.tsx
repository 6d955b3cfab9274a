import { useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useRefusal } from '#components/api/use-refusal.ts'
import { viewer } from '#components/api/viewer.ts'
import { announce } from '#components/ui/announcer.tsx'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { claimRequestAction, releaseRequestAction } from '#lib/requests/actions.ts'
import { isOpenRequest } from '#lib/requests/rules.ts'
import type { RequestSettings, RequestView } from '#lib/requests/schemas.ts'
import { dueWords } from '../due-words.ts'
import { requestKey } from '../request-queries.ts'
import { useRequestAction } from '../use-request-action.ts'

const EditDialog = dynamic(() => import('../edit/edit-dialog.tsx').then(({ EditDialog }) => EditDialog), {
	ssr: false,
})
const WithdrawDialog = dynamic(
	() => import('./withdraw-dialog.tsx').then(({ WithdrawDialog }) => WithdrawDialog),
	{
		ssr: false,
	},
)

/** Of these, a viewer is offered one at a time. */
const holdings = ['claim', 'take_over', 'release'] as const
type Holding = (typeof holdings)[number]
const holdingWords: Record<Holding, string> = { claim: 'Claim', take_over: 'Take over', release: 'Release' }

interface ClaimLineProps {
	request: RequestView
	settings: RequestSettings
	viewerId: string
	nowMs: number
	/** Given the request as it stands after what the viewer did. */
	onAnswer: (request: RequestView) => void
}

/** Who has the request, how long there is left, and what the viewer may do about that. */
export function ClaimLine({ request, settings, viewerId, nowMs, onAnswer }: ClaimLineProps) {
	const client = useQueryClient()
	const { running, run } = useRequestAction(request.id)
	const [problem, setProblem] = useRefusal()
	const [dialog, setDialog] = useState<'edit' | 'withdraw' | null>(null)
	const { id: requestId, offers, state } = request
	if (!isOpenRequest(state)) return null

	// One button whatever it says, so that the focus stays on it.
	const holding = holdings.find((one) => offers.includes(one))

	async function hold(how: Holding) {
		setProblem(null)
		const answer = await run(how, () =>
			how === 'release'
				? releaseRequestAction({ requestId }, viewer())
				: claimRequestAction({ requestId, takeOver: how === 'take_over' }, viewer()),
		)
		if (answer?.ok) onAnswer(answer.data)
		else if (answer) setProblem(answer.message)
	}

	return (
		<div className="grid gap-2.5">
			<div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line pt-2.5">
				<p className="text-note text-ink-2">
					<span role="status">
						<Holder request={request} viewerId={viewerId} />
					</span>{' '}
					· <Due request={request} nowMs={nowMs} />
				</p>
				<div className="flex flex-wrap gap-2 print:hidden">
					{offers.includes('edit') ? (
						<Button size="small" aria-haspopup="dialog" onClick={() => setDialog('edit')}>
							Edit
						</Button>
					) : null}
					{offers.includes('withdraw') ? (
						<Button size="small" aria-haspopup="dialog" onClick={() => setDialog('withdraw')}>
							Withdraw
						</Button>
					) : null}
					{holding ? (
						<Button size="small" busy={running !== null} onClick={() => void hold(holding)}>
							{holdingWords[holding]}
						</Button>
					) : null}
				</div>
			</div>
			{problem === null ? null : (
				<Note tone="bad" role="alert">
					{problem}
				</Note>
			)}
			{dialog === 'edit' ? (
				<EditDialog
					request={request}
					settings={settings}
					onDone={(edited) => {
						setDialog(null)
						if (!edited) return
						announce(`Request ${requestId} is saved.`)
						client.setQueryData(requestKey(edited.id), edited)
						onAnswer(edited)
					}}
				/>
			) : null}
			{dialog === 'withdraw' ? (
				<WithdrawDialog
					request={request}
					onClose={() => setDialog(null)}
					onAnswer={(answer) => {
						setDialog(null)
						announce(`Request ${requestId} is withdrawn.`)
						onAnswer(answer)
					}}
				/>
			) : null}
		</div>
	)
}

function Holder({ request: { claimedBy }, viewerId }: Pick<ClaimLineProps, 'request' | 'viewerId'>) {
	if (!claimedBy) return 'Unclaimed'
	return claimedBy.id === viewerId ? (
		'Claimed by you'
	) : (
		<>
			Claimed by <bdi className="font-semibold">{claimedBy.name}</bdi>
		</>
	)
}

function Due({ request: { dueAt }, nowMs }: Pick<ClaimLineProps, 'request' | 'nowMs'>) {
	const { text, isOverdue } = dueWords(Date.parse(dueAt), nowMs)
	return (
		<time dateTime={dueAt} className={isOverdue ? 'font-semibold text-bad' : ''}>
			{text}
		</time>
	)
}
