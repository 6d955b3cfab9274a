import { useState } from 'react'
import { useRefusal } from '#components/api/use-refusal.ts'
import { viewer } from '#components/api/viewer.ts'
import { counted } from '#components/directory/counted.ts'
import { endOwnSessionsAction, endSessionsAction } from '#lib/people/actions.ts'
import type { PersonSession } from '#lib/people/schemas.ts'
import { refusalOf } from './access-dialog.tsx'
import { browserOf, openedWord } from './people-words.ts'

/** Somebody else whose sessions are looked at. */
export interface Whose {
	id: string
	name: string
}

/**
 * Ends one session, or all: of somebody else; or of the person who looks (`null`), whose session in use stays.
 * `running`: the key of the one that is being ended, or `all`.
 */
export function useEndSessions(whose: Whose | null, onDone: (sentence: string) => void) {
	const [running, setRunning] = useState<string | null>(null)
	const [refusal, setRefusal] = useRefusal()
	const end = async (session: PersonSession | null) => {
		setRunning(session?.key ?? 'all')
		const { problem, count } = await send(whose, session?.key ?? null)
		setRunning(null)
		setRefusal(problem)
		if (problem !== null) return
		const of = whose ? `of ${whose.name}` : 'of yours'
		onDone(
			session
				? `Ended: a session ${of}, on ${browserOf(session)}, ${openedWord(session)}.`
				: `Ended: ${counted(count, 'session', 'sessions')} ${of}.`,
		)
	}
	return { running, refusal, end }
}

async function send(whose: Whose | null, sessionKey: string | null) {
	let count = 0
	const answer = whose
		? endSessionsAction({ personId: whose.id, sessionKey }, viewer())
		: endOwnSessionsAction({ sessionKey }, viewer())
	const problem = await refusalOf(
		answer.then((result) => {
			if (result.ok) count = result.data.sessions
			return result
		}),
	)
	return { problem, count }
}
