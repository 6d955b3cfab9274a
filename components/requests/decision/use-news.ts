import { useEffect, useRef, useState } from 'react'
import type { RequestView } from '#lib/requests/schemas.ts'
import { differences } from '../differences.ts'

/** What others did to a request since the viewer last looked at it, which holds back one decision. */
export function useNews(request: RequestView, viewerId: string) {
	const [read, setRead] = useState(request)
	const [heldBy, setHeldBy] = useState('')
	const newsRef = useRef<HTMLDivElement>(null)
	const news = differences(read, request, viewerId)
	const all = news.join('\n')
	const isHeld = all !== '' && heldBy === all

	// What had the focus may be gone with what changed.
	useEffect(() => {
		if (all !== '' && document.activeElement === document.body) newsRef.current?.focus()
	}, [all])

	/** Whether a decision is to be held back for news that were not led to yet. */
	function take(): boolean {
		if (all === '' || isHeld) return false
		setHeldBy(all)
		newsRef.current?.focus()
		return true
	}

	return { news, isHeld, take, markRead: setRead, newsRef }
}
