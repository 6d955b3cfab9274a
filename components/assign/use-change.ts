import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { getJson } from '#components/api/get-json.ts'
import { isSignedOut } from '#components/api/heed.ts'
import { isOpen } from '#lib/changes/rules.ts'
import type { ChangeView } from '#lib/changes/schemas.ts'

/** One change, read again by itself until its outcome is final: every second at first, then slower. */
export function useChange(changeId: string | null) {
	const client = useQueryClient()
	const query = useQuery({
		queryKey: ['change', changeId],
		queryFn: ({ signal }) => getJson<ChangeView>(`/api/changes/${changeId}`, signal),
		enabled: () => changeId !== null && !isSignedOut(),
		staleTime: 1_000,
		refetchInterval: ({ state }) => {
			if (state.data && !isOpen(state.data.state)) return false
			return state.dataUpdateCount < 20 ? 1_000 : 4_000
		},
	})

	const settledAt = query.data?.settledAt ?? null
	useEffect(() => {
		if (settledAt === null) return
		void client.invalidateQueries({ queryKey: ['pair'] })
		void client.invalidateQueries({ queryKey: ['changes'] })
	}, [client, settledAt])

	return query
}
