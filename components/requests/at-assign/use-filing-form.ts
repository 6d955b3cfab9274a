import type { ChosenPair } from '#components/assign/use-chosen-pair.ts'
import { usePairForm } from '#components/assign/use-pair-form.ts'
import type { ChangeForm } from '#lib/changes/schemas.ts'
import type { RequestForm, RequestView } from '#lib/requests/schemas.ts'
import { judgeAsked } from '../asked-kind.ts'
import { useFileRequest } from '../use-file-request.ts'

export const kindOf = (active: boolean) => (active ? 'assign' : 'unassign')

const toRequest = ({ active, confirmation: _typedByWhoeverApproves, ...form }: ChangeForm): RequestForm => ({
	...form,
	kind: kindOf(active),
	endsAt: null,
})

/** The form on `/assign` where every change waits for somebody else: its values, and what came of filing them. */
export function useFilingForm(chosen: ChosenPair, onFiled: (request: RequestView) => void) {
	const { form, refusals, renewOperation, clearTexts } = usePairForm(chosen)
	const { hold, refusal, show, clear, clearHold } = refusals
	const { phase, apply } = useFileRequest<ChangeForm>(
		(pair, { active }) => judgeAsked(pair, kindOf(active)),
		toRequest,
	)

	async function submit() {
		await form.handleSubmit(async (values) => {
			clear()
			const attempt = await apply(values)
			if (attempt?.kind === 'answered') {
				clearTexts()
				renewOperation()
				onFiled(attempt.answer)
			} else if (attempt) show(attempt)
		})()
	}

	return { form, phase, hold, refusal, submit, clearHold }
}
