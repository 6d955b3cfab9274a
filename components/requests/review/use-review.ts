import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getJson } from '#components/api/get-json.ts'
import { heed } from '#components/api/heed.ts'
import { viewer } from '#components/api/viewer.ts'
import { reviewChangeAction } from '#lib/changes/actions.ts'
import type { ChangeView } from '#lib/changes/schemas.ts'

const key = ['changes', 'to-review']

/** The changes under break-glass that wait to be signed off, kept current. */
export function useToReview() {
	return useQuery({
		queryKey: key,
		queryFn: ({ signal }) => getJson<ChangeView[]>('/api/changes/to-review', signal),
		refetchInterval: 10_000,
	})
}

/** Signs a change off; gives a refusal's sentence, or `null`. */
export function useSignOff() {
	const client = useQueryClient()
	return async (changeId: string, note: string): Promise<string | null> => {
		try {
			const result = await heed(reviewChangeAction({ changeId, note }, viewer()))
			if (result.ok) client.setQueryData(['change', changeId], result.data)
			await Promise.all([
				client.invalidateQueries({ queryKey: ['changes'] }),
				client.invalidateQueries({ queryKey: ['requests'] }),
			])
			return result.ok ? null : result.message
		} catch {
			return 'The console could not be reached. Check the connection and try again.'
		}
	}
}
