import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { heed } from '#components/api/heed.ts'
import type { ActionFailure, ActionResult } from '#lib/action.ts'
import type { RequestView } from '#lib/requests/schemas.ts'
import { requestKey } from './request-queries.ts'

/** What came of an action; `offline`: nobody knows, for the console gave no answer. */
export type RequestAnswer =
	| { ok: true; data: RequestView }
	| (Pick<ActionFailure, 'ok' | 'message' | 'fieldErrors'> & {
			code: ActionFailure['code'] | 'offline'
			requestId: string | null
	  })

const noAnswer: RequestAnswer = {
	ok: false,
	code: 'offline',
	message:
		'The console gave no answer, so whether it was taken is not known. What is shown here is read again; trying again does the same thing, never a second one.',
	requestId: null,
}

/** Runs one action on a request at a time, and shows its answer wherever the request is shown. */
export function useRequestAction(id: number) {
	const client = useQueryClient()
	const [running, setRunning] = useState<string | null>(null)
	const isRunning = useRef(false)

	/** `null` where an earlier one is still at work. */
	async function run(
		name: string,
		action: () => Promise<ActionResult<RequestView>>,
	): Promise<RequestAnswer | null> {
		if (isRunning.current) return null
		isRunning.current = true
		setRunning(name)
		try {
			const answer: RequestAnswer = await heed(action()).catch(() => noAnswer)
			// A reading that was on its way is older than the answer.
			await client.cancelQueries({ queryKey: requestKey(id), exact: true })
			if (answer.ok) client.setQueryData(requestKey(answer.data.id), answer.data)
			else await client.invalidateQueries({ queryKey: requestKey(id) })
			void client.invalidateQueries({ queryKey: ['requests'] })
			return answer
		} finally {
			isRunning.current = false
			setRunning(null)
		}
	}

	return { running, run }
}
