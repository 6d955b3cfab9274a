import { useQuery, useQueryClient } from '@tanstack/react-query'
import { fedQuery } from '#components/api/fed-query.ts'
import { heed } from '#components/api/heed.ts'
import { viewer } from '#components/api/viewer.ts'
import { markReadAction } from '#lib/notifications/actions.ts'
import type { Notifications } from '#lib/notifications/schemas.ts'

export const notificationsQuery = fedQuery<Notifications>(['notifications'], '/api/notifications')
const key = notificationsQuery.queryKey

/** What the viewer is told, kept current on every page. */
export const useNotifications = () => useQuery(notificationsQuery)

/**
 * Marks these, or all (`null`), as read: on the screen at once, then at the console.
 * @returns the sentence for the person where the console did not take it, and the screen shows them unread again
 */
export function useMarkRead() {
	const client = useQueryClient()
	return async (ids: string[] | null): Promise<string | null> => {
		await client.cancelQueries({ queryKey: key })
		client.setQueryData<Notifications>(key, (shown) => shown && withRead(shown, ids))
		try {
			const result = await heed(markReadAction({ ids }, viewer()))
			if (result.ok) client.setQueryData(key, result.data)
			else void client.invalidateQueries({ queryKey: key })
			return result.ok ? null : result.message
		} catch {
			void client.invalidateQueries({ queryKey: key })
			return 'The console could not be reached. Check the connection and try again.'
		}
	}
}

function withRead({ unread, items }: Notifications, ids: string[] | null): Notifications {
	const isMarked = (id: string) => ids?.includes(id) ?? true
	const marked = items.filter(({ id, isRead }) => !isRead && isMarked(id)).length
	return {
		unread: ids === null ? 0 : unread - marked,
		items: items.map((item) => (isMarked(item.id) ? { ...item, isRead: true } : item)),
	}
}
