import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { counted } from '#components/directory/counted.ts'
import { requestCountsQuery } from '#components/shell/use-request-counts.ts'
import type { RequestTab } from '#lib/requests/rules.ts'
import type { RequestView } from '#lib/requests/schemas.ts'
import { requestOutcome } from './words.ts'

/** What is said aloud at the desk: what came of a decision, and how much is left of the queue. */
export function useSayOutcome(tab: RequestTab) {
	const client = useQueryClient()
	const [said, say] = useState('')

	async function sayOutcome(request: RequestView) {
		const outcome = requestOutcome(request)
		await client.invalidateQueries({ queryKey: ['requests'] })
		const counts = client.getQueryData(requestCountsQuery.queryKey)
		const left = tab === 'done' ? undefined : counts?.[tab]
		const rest = left === undefined ? '' : ` ${counted(left, 'request', 'requests')} left.`
		say(outcome ? `${outcome.title}. ${outcome.line}${rest}` : rest)
	}

	return { said, say, sayOutcome }
}
