'use client'

import { useRouter } from 'next/navigation'
import { useDone } from '#components/ui/use-done.ts'
import type { PersonSession } from '#lib/people/schemas.ts'
import { SessionsCard } from './sessions-card.tsx'

interface OwnSessionsProps {
	sessions: PersonSession[]
	/** The one that looks at this. */
	ownKey: string | null
}

/** Where the person who looks is signed in, with a way to end each session but the one in use. */
export function OwnSessions({ sessions, ownKey }: OwnSessionsProps) {
	const router = useRouter()
	const { done, place, onDone } = useDone()
	return (
		<div ref={place} tabIndex={-1} className="grid grid-cols-[minmax(0,1fr)] gap-5 outline-none">
			<p role="status" className="text-note text-ok empty:hidden">
				{done}
			</p>
			<SessionsCard
				sessions={sessions}
				whose={null}
				ownKey={ownKey}
				className="max-w-[52rem]"
				onDone={(sentence) => {
					router.refresh()
					onDone(sentence)
				}}
			/>
		</div>
	)
}
