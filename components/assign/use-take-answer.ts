import { useQueryClient } from '@tanstack/react-query'
import type { AppliedChange } from '#lib/changes/schemas.ts'
import { pairQuery } from './use-pair.ts'

/** Shows a change that was just made wherever it, its pair or what it takes back is shown. */
export function useTakeAnswer() {
	const client = useQueryClient()
	return ({ change, pair }: AppliedChange) => {
		client.setQueryData(['change', change.id], change)
		if (pair) client.setQueryData(pairQuery(pair).queryKey, pair)
		else void client.invalidateQueries({ queryKey: ['pair'] })
		void client.invalidateQueries({ queryKey: ['changes'] })
		if (change.undoes) void client.invalidateQueries({ queryKey: ['change', change.undoes] })
	}
}
