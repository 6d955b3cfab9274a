import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { LiveControls } from '#components/ui/live-controls.tsx'
import { endSessionsAction } from '#lib/people/actions.ts'
import type { PersonSession, PersonView } from '#lib/people/schemas.ts'
import { refusalOf } from './access-dialog.tsx'
import { PastSessions } from './past-sessions.tsx'
import { SessionItem } from './session-item.tsx'

interface SessionsCardProps {
	person: PersonView
	/** Told in a sentence what was done. */
	onDone: (sentence: string) => void
}

/** Where a person is signed in, each with a way to end it, and the last sessions before. */
export function SessionsCard({ person, onDone }: SessionsCardProps) {
	const { running, refusal, end } = useEnding(person, onDone)
	const open = person.sessions.filter(({ ended }) => ended === null)
	const past = person.sessions.filter(({ ended }) => ended !== null)
	return (
		<Card aria-labelledby="sessions" className="overflow-hidden">
			<div className="flex min-h-[58px] flex-wrap items-center justify-between gap-3 px-5 py-2.5">
				<h2 id="sessions" className="text-lead font-semibold">
					Open sessions <span className="font-normal text-ink-3">{open.length}</span>
				</h2>
				{open.length > 1 ? (
					<LiveControls>
						<Button size="small" look="danger" busy={running === 'all'} onClick={() => void end(null)}>
							End all
						</Button>
					</LiveControls>
				) : null}
			</div>
			{refusal ? (
				<p role="alert" className="px-5 pb-3 text-note text-bad">
					{refusal}
				</p>
			) : null}
			{open.length === 0 ? (
				<p className="border-t border-line px-5 py-5 text-ink-2">They are signed in nowhere.</p>
			) : (
				<ul>
					{open.map((session) => (
						<SessionItem key={session.key} session={session}>
							<LiveControls>
								<Button
									size="small"
									busy={running === session.key}
									aria-label={`End the session on ${session.browser ?? 'an unknown browser'}`}
									onClick={() => void end(session)}
								>
									End
								</Button>
							</LiveControls>
						</SessionItem>
					))}
				</ul>
			)}
			{past.length > 0 ? <PastSessions sessions={past} /> : null}
		</Card>
	)
}

function useEnding({ id: personId, name, isViewer }: PersonView, onDone: (sentence: string) => void) {
	const [running, setRunning] = useState<string | null>(null)
	const [refusal, setRefusal] = useState<string | null>(null)
	const end = async (session: PersonSession | null) => {
		setRunning(session?.key ?? 'all')
		const problem = await refusalOf(endSessionsAction({ personId, sessionKey: session?.key ?? null }))
		setRunning(null)
		setRefusal(problem)
		if (problem === null && !isViewer) onDone(`Ended: ${session ? 'a session' : 'all sessions'} of ${name}.`)
		else if (problem === null) window.location.reload()
	}
	return { running, refusal, end }
}
