import { useState } from 'react'
import type { Notifications } from '#lib/notifications/schemas.ts'
import { findNews } from './news.ts'

/** What came since the page was opened, in words to be read out; empty until something does. */
export function useAnnouncement(data: Notifications | undefined): string {
	const [seen, setSeen] = useState(data)
	const [announcement, setAnnouncement] = useState('')
	if (data !== seen) {
		const news = seen && data ? findNews(seen, data) : null
		setSeen(data)
		if (news) setAnnouncement(news)
	}
	return announcement
}
