import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getJson } from '#components/api/get-json.ts'
import { heed } from '#components/api/heed.ts'
import type { ActionResult } from '#lib/action.ts'
import type { ScheduleView } from '#lib/schedules/schemas.ts'

/** The ends that come soon, are late or stopped, kept current. */
export function useEnding() {
	return useQuery({
		queryKey: ['schedules'],
		queryFn: ({ signal }) => getJson<ScheduleView[]>('/api/schedules', signal),
		refetchInterval: 10_000,
	})
}

/** Performs an action on an end and has everything that shows it read again; gives a refusal's sentence, or `null`. */
export function useScheduleAction() {
	const client = useQueryClient()
	return async (action: () => Promise<ActionResult<ScheduleView>>): Promise<string | null> => {
		try {
			const result = await heed(action())
			await Promise.all([
				client.invalidateQueries({ queryKey: ['schedules'] }),
				client.invalidateQueries({ queryKey: ['requests'] }),
			])
			return result.ok ? null : result.message
		} catch {
			return 'The console could not be reached. Check the connection and try again.'
		}
	}
}
