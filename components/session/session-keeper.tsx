'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import {
	currentNeed,
	endNeed,
	heed,
	meetNeed,
	onNeedChange,
	onOtherPerson,
	type SessionNeed,
} from '#components/api/heed.ts'
import { setViewer } from '#components/api/viewer.ts'
import { Button } from '#components/ui/button.tsx'
import { useNow } from '#components/ui/use-now.ts'
import { stayAction } from '#lib/auth/actions.ts'
import type { SessionLimits } from '#lib/auth/session-limits.ts'
import { cardWords, type Shown } from './card-words.ts'
import { heedOtherTabs, tellOtherTabs } from './other-tabs.ts'
import { SessionCard } from './session-card.tsx'
import { NeedDialog, OtherPersonDialog } from './session-dialog.tsx'
import { isConfirmed, type Standing, standingOf } from './session-standing.ts'
import { SignInLink } from './sign-in-link.tsx'
import { usePresence } from './use-presence.ts'
import { sessionQueryKey, useSession } from './use-session.ts'

interface SessionKeeperProps {
	viewer: { id: string; name: string }
	limits: SessionLimits
}

/** How often the console is asked: while a sign-in in another tab is awaited, near the end, and else. */
const everyMs = { awaited: 3_000, ending: 10_000, fine: 60_000 }

/** Warns before the session ends, and leads through signing in again without a word on the page being lost. */
export function SessionKeeper({ viewer, limits }: SessionKeeperProps) {
	const { need, standing, other, back, stay, closeBack } = useKeeper(viewer.id, limits)
	const [closed, setClosed] = useState<SessionNeed | null>(null)
	const [hiddenEnd, setHiddenEnd] = useState(false)

	if (other !== null) return <OtherPersonDialog name={other} viewer={viewer.name} />
	if (need && need !== closed) {
		const close = () => (need.kind === 'confirm' ? endNeed() : setClosed(need))
		return <NeedDialog key={need.sinceMs} need={need} onClose={close} />
	}
	if (hiddenEnd && standing.kind === 'fine') setHiddenEnd(false)
	const shown = whatToShow(need, back, standing, hiddenEnd)
	return (
		<SessionCard words={shown && cardWords(shown, limits)}>
			{shown?.kind === 'idle' ? <StayButton stay={stay} /> : null}
			{shown?.kind === 'end' ? <Button onClick={() => setHiddenEnd(true)}>Not now</Button> : null}
			{shown?.kind === 'end' || shown?.kind === 'ended' ? <SignInLink>Sign in again</SignInLink> : null}
			{shown?.kind === 'returned' || shown?.kind === 'confirmed' ? (
				<Button onClick={closeBack}>Close</Button>
			) : null}
		</SessionCard>
	)
}

function whatToShow(
	need: SessionNeed | null,
	back: 'returned' | 'confirmed' | null,
	standing: Standing,
	hiddenEnd: boolean,
): Shown | null {
	if (need) return { kind: 'ended' }
	if (standing.kind === 'idle' || (standing.kind === 'end' && !hiddenEnd)) return standing
	return back && { kind: back }
}

function useKeeper(viewerId: string, limits: SessionLimits) {
	const client = useQueryClient()
	const need = useSyncExternalStore(onNeedChange, currentNeed, () => null)
	const [back, setBack] = useState<'returned' | 'confirmed' | null>(null)
	const [isNear, setIsNear] = useState(false)
	const { data, dataUpdatedAt } = useSession(need ? everyMs.awaited : isNear ? everyMs.ending : everyMs.fine)
	const now = useNow(5_000)
	const standing: Standing = data
		? standingOf(data, Math.max(0, now - dataUpdatedAt), limits)
		: { kind: 'fine' }
	const other = data && data.person.id !== viewerId ? data.person.name : null
	if (isNear !== (standing.kind !== 'fine')) setIsNear(!isNear)

	const look = useCallback(() => void client.invalidateQueries({ queryKey: sessionQueryKey }), [client])
	useEffect(() => {
		tellOtherTabs()
		return heedOtherTabs(look)
	}, [look])
	useEffect(() => onOtherPerson(look), [look])
	useEffect(() => setViewer(viewerId), [viewerId])

	// The session was seen after it was found missing: there is one again, and everything is read anew with it.
	const isBack = need !== null && data !== undefined && dataUpdatedAt > need.sinceMs && other === null
	const isMet = isBack && (need.kind === 'sign_in' || isConfirmed(data))
	useEffect(() => {
		if (!isMet || !need) return
		setBack(need.kind === 'sign_in' ? 'returned' : 'confirmed')
		meetNeed()
		void client.invalidateQueries()
	}, [isMet, need, client])

	useEffect(() => {
		if (need?.kind === 'sign_in') tellOtherTabs()
	}, [need?.kind])

	const stay = useCallback(async () => {
		const result = await heed(stayAction(viewerId))
		if (!result.ok) return
		client.setQueryData(sessionQueryKey, result.data)
		tellOtherTabs()
	}, [client, viewerId])
	// What cannot be said now is said with the next key.
	usePresence(limits.idleMs, need === null && other === null, () => void stay().catch(() => {}))

	return { need, standing, other, back, stay, closeBack: () => setBack(null) }
}

function StayButton({ stay }: { stay: () => Promise<void> }) {
	const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready')
	const press = async () => {
		setState('busy')
		try {
			await stay()
			setState('ready')
		} catch {
			setState('failed')
		}
	}
	return (
		<>
			{state === 'failed' ? (
				<span role="alert" className="max-w-[12rem] text-note text-bad">
					The console could not be reached. Try again.
				</span>
			) : null}
			<Button look="primary" busy={state === 'busy'} onClick={() => void press()}>
				Stay signed in
			</Button>
		</>
	)
}
