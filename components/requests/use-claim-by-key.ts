import { useQueryClient } from '@tanstack/react-query'
import { heed } from '#components/api/heed.ts'
import { viewer } from '#components/api/viewer.ts'
import { claimRequestAction } from '#lib/requests/actions.ts'
import { requestKey } from './request-queries.ts'

/** Claims a request by its key, opens it, and says what came of it. What is another officer's, a button takes over. */
export function useClaimByKey(open: (requestId: number) => void, say: (words: string) => void) {
	const client = useQueryClient()

	async function claim(requestId: number) {
		open(requestId)
		const answer = await heed(claimRequestAction({ requestId, takeOver: false }, viewer())).catch(() => null)
		if (answer?.ok) {
			await client.cancelQueries({ queryKey: requestKey(requestId), exact: true })
			client.setQueryData(requestKey(requestId), answer.data)
			say(`Request ${requestId} is yours.`)
		} else {
			void client.invalidateQueries({ queryKey: requestKey(requestId), exact: true })
			say(answer?.message ?? 'The console gave no answer, so whether you have it is not known.')
		}
		void client.invalidateQueries({ queryKey: ['requests'] })
	}

	return (requestId: number) => void claim(requestId)
}
