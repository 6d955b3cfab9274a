import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useRefusal } from '#components/api/use-refusal.ts'
import { viewer } from '#components/api/viewer.ts'
import { codesOf, type Hold } from '#components/assign/before-sending.ts'
import { newOperationId } from '#components/assign/new-operation-id.ts'
import type { Refusal } from '#components/assign/use-refusals.ts'
import { approveRequestAction, rejectRequestAction } from '#lib/requests/actions.ts'
import { noteProblem, rejectionProblem } from '#lib/requests/rules.ts'
import type { DecisionPair, RequestView } from '#lib/requests/schemas.ts'
import { decisionPairQuery } from '../request-queries.ts'
import { type RequestAnswer, useRequestAction } from '../use-request-action.ts'

/** Either way to decide a request. */
export type Verb = 'approve' | 'reject'

interface DecideOptions {
	/** The pair on the screen; `undefined` where it could not be read, or has not been yet. */
	shown: DecisionPair | undefined
	/** Whether something has become different that the viewer has not been held back by yet. */
	takeNews: () => boolean
	onDecided: (request: RequestView) => void
}

const stillReading: Refusal = {
	message: 'Nothing was sent: the pod is still being read. Decide once its answer is here.',
	requestId: null,
}

/** The viewer's decision of a request: its note, what holds it back, and what came of it. */
export function useDecide(request: RequestView, { shown, takeNews, onDecided }: DecideOptions) {
	const client = useQueryClient()
	const { running, run } = useRequestAction(request.id)
	const [operationId, setOperationId] = useState(newOperationId)
	const [hold, setHold] = useState<Hold>(null)
	const [refusal, setRefusal] = useRefusal<Refusal>()
	const form = useForm({ defaultValues: { note: '', confirmation: '' } })
	const { getValues, setError, clearErrors, reset } = form
	const { id: requestId, version } = request

	function clear() {
		setHold(null)
		setRefusal(null)
		clearErrors()
	}

	const atField = (name: 'note' | 'confirmation', message: string) =>
		setError(name, { message }, { shouldFocus: true })

	/** Whether nothing of what is on the screen holds the decision back. */
	function isFree(verb: Verb): boolean {
		const { note, confirmation } = getValues()
		const problem = verb === 'approve' ? noteProblem(note) : rejectionProblem(note)
		if (problem) {
			atField('note', problem)
			return false
		}
		if (takeNews()) return false
		if (verb === 'reject') return true
		const pairState = client.getQueryState(decisionPairQuery(requestId).queryKey)
		if (!shown && pairState?.fetchStatus === 'fetching') {
			setRefusal(stillReading)
			return false
		}
		const verdict = shown?.verdict
		if (verdict && verdict.refusals.length > 0) {
			setHold('refused')
			return false
		}
		if (!verdict || verdict.confirmation === null || confirmation.trim() === verdict.confirmation) return true
		atField('confirmation', `Type the group’s name, ${verdict.confirmation}, to go on.`)
		return false
	}

	const send = (verb: Verb): Promise<RequestAnswer | null> => {
		const { note, confirmation } = getValues()
		if (verb === 'reject') return run(verb, () => rejectRequestAction({ requestId, version, note }, viewer()))
		const shownWarnings = shown ? codesOf(shown.verdict) : []
		const shownState = shown?.pair.state ?? 'unreadable'
		return run(verb, () =>
			approveRequestAction(
				{ operationId, requestId, version, note, confirmation, shownWarnings, shownState },
				viewer(),
			),
		)
	}

	async function decide(verb: Verb) {
		if (running !== null) return
		clear()
		if (!isFree(verb)) return
		const answer = await send(verb)
		if (!answer) return
		if (answer.ok) {
			setOperationId(newOperationId())
			reset()
			onDecided(answer.data)
		} else if (answer.code === 'warnings_changed') setHold('new_warnings')
		else {
			setRefusal(answer)
			for (const name of ['note', 'confirmation'] as const) {
				const message = answer.fieldErrors?.[name]
				if (message) atField(name, message)
			}
		}
	}

	return { form, running, hold, refusal, decide, clear }
}
