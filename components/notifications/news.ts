import type { Notifications } from '#lib/notifications/schemas.ts'

/** What came between two readings and was not read meanwhile, in one or two sentences; `null` where nothing did. */
export function findNews(before: Notifications, now: Notifications): string | null {
	const known = new Set(before.items.map(({ id }) => id))
	// The oldest known one: what is older than that was only pushed out of the list.
	const since = before.items.at(-1)?.at ?? ''
	const news = now.items.filter(({ id, at, isRead }) => !isRead && !known.has(id) && at >= since)
	const [newest] = news
	if (!newest) return null
	return news.length === 1
		? `New notification: ${newest.text}`
		: `${news.length} new notifications. The newest: ${newest.text}`
}
