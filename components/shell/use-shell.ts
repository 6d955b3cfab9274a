import { useQuery, useQueryClient } from '@tanstack/react-query'
import { fedQuery } from '#components/api/fed-query.ts'
import { getJson } from '#components/api/get-json.ts'
import { notificationsQuery } from '#components/notifications/use-notifications.ts'
import type { ShellView } from '#lib/shell/schemas.ts'
import { requestCountsQuery } from './use-request-counts.ts'

export const unknownChangesQuery = fedQuery<ShellView['unknownChanges']>(
	['changes', 'unknown'],
	'/api/changes/unknown',
)

/**
 * What the page shows around itself, by one request for all of it; `ShellFeed` keeps it current. Each part has a query of its own, which
 * an action makes stale by name; what such a query has read since is newer than what was asked for before it.
 */
export function useShell(everyMs?: number) {
	const client = useQueryClient()
	return useQuery({
		queryKey: ['shell'],
		queryFn: async ({ signal }) => {
			const askedAt = Date.now()
			const shell = await getJson<ShellView>('/api/shell', signal)
			const feed = <T>({ queryKey }: { queryKey: readonly unknown[] }, part: T) => {
				if ((client.getQueryState(queryKey)?.dataUpdatedAt ?? 0) < askedAt)
					client.setQueryData(queryKey, part)
			}
			feed(unknownChangesQuery, shell.unknownChanges)
			feed(requestCountsQuery, shell.requests)
			feed(notificationsQuery, shell.notifications)
			return shell
		},
		refetchInterval: everyMs ?? false,
	})
}
