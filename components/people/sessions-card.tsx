import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Pill } from '#components/ui/pill.tsx'
import type { PersonSession } from '#lib/people/schemas.ts'
import { EndAllDialog } from './end-all-dialog.tsx'
import { PastSessions } from './past-sessions.tsx'
import { browserOf, openedWord } from './people-words.ts'
import { SessionItem } from './session-item.tsx'
import { useEndSessions, type Whose } from './use-end-sessions.ts'

interface SessionsCardProps {
	sessions: PersonSession[]
	/** Whose they are; `null`: of the person who looks. */
	whose: Whose | null
	/** The session that looks at this, where it is one of them: it is ended by signing out. */
	ownKey: string | null
	/** Told in a sentence what was done. */
	onDone: (sentence: string) => void
	className?: string
}

/** Where somebody is signed in, each session with a way to end it, and the last sessions before. */
export function SessionsCard({ sessions, whose, ownKey, onDone, className = '' }: SessionsCardProps) {
	const { running, refusal, end } = useEndSessions(whose, onDone)
	const [isAsking, setIsAsking] = useState(false)
	const open = sessions.filter(({ ended }) => ended === null)
	const past = sessions.filter(({ ended }) => ended !== null)
	return (
		<Card aria-labelledby="sessions" className={`overflow-hidden ${className}`}>
			<div className="flex min-h-[58px] flex-wrap items-center justify-between gap-3 px-5 py-2.5">
				<h2 id="sessions" className="text-lead font-semibold">
					Open sessions <span className="font-normal text-ink-3">{open.length}</span>
				</h2>
				{open.length > 1 ? (
					<Button
						size="small"
						look="danger"
						busy={running === 'all'}
						aria-haspopup={whose ? 'dialog' : undefined}
						onClick={() => (whose ? setIsAsking(true) : void end(null))}
					>
						{whose ? 'End all' : 'End all others'}
					</Button>
				) : null}
			</div>
			{refusal ? (
				<p role="alert" className="px-5 pb-3 text-note text-bad">
					{refusal}
				</p>
			) : null}
			{open.length === 0 ? (
				<p className="border-t border-line px-5 py-5 text-ink-2">No open sessions.</p>
			) : (
				<ul>
					{open.map((session) => (
						<SessionItem key={session.key} session={session}>
							{session.key === ownKey ? (
								<Pill tone="ok">This one</Pill>
							) : (
								<Button
									size="small"
									busy={running === session.key}
									aria-label={`End the session on ${browserOf(session)}, ${openedWord(session)}`}
									onClick={() => void end(session)}
								>
									End
								</Button>
							)}
						</SessionItem>
					))}
				</ul>
			)}
			{past.length > 0 ? <PastSessions sessions={past} /> : null}
			{isAsking && whose ? (
				<EndAllDialog
					name={whose.name}
					count={open.length}
					onClose={() => setIsAsking(false)}
					onConfirm={() => void end(null)}
				/>
			) : null}
		</Card>
	)
}
