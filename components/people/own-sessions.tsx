'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { counted } from '#components/directory/counted.ts'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { LiveControls } from '#components/ui/live-controls.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { useDone } from '#components/ui/use-done.ts'
import { endOwnSessionsAction } from '#lib/people/actions.ts'
import type { PersonSession } from '#lib/people/schemas.ts'
import { refusalOf } from './access-dialog.tsx'
import { PastSessions } from './past-sessions.tsx'
import { SessionItem } from './session-item.tsx'

interface OwnSessionsProps {
	sessions: PersonSession[]
	/** The one that looks at this. */
	ownKey: string | null
}

/** Where the person who looks is signed in, with a way to end each session but the one in use. */
export function OwnSessions({ sessions, ownKey }: OwnSessionsProps) {
	const { done, place, running, refusal, end } = useEnding()
	const open = sessions.filter(({ ended }) => ended === null)
	const past = sessions.filter(({ ended }) => ended !== null)
	return (
		<div ref={place} tabIndex={-1} className="grid grid-cols-[minmax(0,1fr)] gap-5 outline-none">
			<p role="status" className="text-note text-ok empty:hidden">
				{done}
			</p>
			<Card aria-labelledby="sessions" className="max-w-[52rem] overflow-hidden">
				<div className="flex min-h-[58px] flex-wrap items-center justify-between gap-3 px-5 py-2.5">
					<h2 id="sessions" className="text-lead font-semibold">
						Open sessions <span className="font-normal text-ink-3">{open.length}</span>
					</h2>
					{open.length > 1 ? (
						<LiveControls>
							<Button size="small" look="danger" busy={running === 'all'} onClick={() => void end(null)}>
								End all others
							</Button>
						</LiveControls>
					) : null}
				</div>
				{refusal ? (
					<p role="alert" className="px-5 pb-3 text-note text-bad">
						{refusal}
					</p>
				) : null}
				<ul>
					{open.map((session) => (
						<SessionItem key={session.key} session={session}>
							{session.key === ownKey ? (
								<Pill tone="ok">This one</Pill>
							) : (
								<LiveControls>
									<Button
										size="small"
										busy={running === session.key}
										aria-label={`End the session on ${session.browser ?? 'an unknown browser'}`}
										onClick={() => void end(session.key)}
									>
										End
									</Button>
								</LiveControls>
							)}
						</SessionItem>
					))}
				</ul>
				{past.length > 0 ? <PastSessions sessions={past} /> : null}
			</Card>
		</div>
	)
}

function useEnding() {
	const router = useRouter()
	const { done, place, onDone } = useDone()
	const [running, setRunning] = useState<string | null>(null)
	const [refusal, setRefusal] = useState<string | null>(null)
	const end = async (sessionKey: string | null) => {
		setRunning(sessionKey ?? 'all')
		const result = await endOwn(sessionKey)
		setRunning(null)
		setRefusal(result.problem)
		if (result.problem !== null) return
		router.refresh()
		onDone(`Ended: ${counted(result.ended, 'session', 'sessions')} of yours.`)
	}
	return { done, place, running, refusal, end }
}

async function endOwn(sessionKey: string | null) {
	let ended = 0
	const problem = await refusalOf(
		endOwnSessionsAction({ sessionKey }).then((answer) => {
			if (answer.ok) ended = answer.data.sessions
			return answer
		}),
	)
	return { problem, ended }
}
