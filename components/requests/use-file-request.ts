import { useQueryClient } from '@tanstack/react-query'
import { viewer } from '#components/api/viewer.ts'
import { useApplyChange } from '#components/assign/use-apply-change.ts'
import type { PairView, Verdict } from '#lib/changes/schemas.ts'
import { fileRequestAction } from '#lib/requests/actions.ts'
import type { RequestForm, RequestView } from '#lib/requests/schemas.ts'

const noAnswer =
	'The console gave no answer, so whether this was filed is not known. Try again: the same request is never filed twice.'

/** The words of a button that files. */
export const filingWords = { idle: 'File request', reading: 'Reading the pod…', sending: 'Filing…' }

type Wanted = Pick<RequestForm, 'groupId' | 'userId' | 'shownWarnings'>

/**
 * Files what a form asks for, one at a time, where nothing new speaks against it.
 * @param toRequest the request that the form's values mean
 */
export function useFileRequest<T extends Wanted>(
	judge: (pair: PairView | undefined, values: T) => Verdict,
	toRequest: (values: T) => RequestForm,
) {
	const client = useQueryClient()
	return useApplyChange<T, RequestView>({
		judge,
		noAnswer,
		send: async (values) => {
			const result = await fileRequestAction(toRequest(values), viewer())
			void client.invalidateQueries({ queryKey: ['requests'] })
			return result
		},
	})
}
