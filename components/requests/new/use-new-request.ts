import { useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { newOperationId } from '#components/assign/new-operation-id.ts'
import type { ChosenPair } from '#components/assign/use-chosen-pair.ts'
import { useRefusals } from '#components/assign/use-refusals.ts'
import { announce } from '#components/ui/announcer.tsx'
import type { RequestForm } from '#lib/requests/schemas.ts'
import { judgeAsked } from '../asked-kind.ts'
import { deskHref } from '../desk-address.ts'
import { useFileRequest } from '../use-file-request.ts'
import { askedIn } from './asked-in.ts'

/** Only an assignment has an end, whatever was chosen before. */
const toRequest = (values: RequestForm): RequestForm =>
	values.kind === 'unassign' ? { ...values, endsAt: null } : values

/** The form on `/requests/new`: its values, and what came of filing them. Once filed, the request itself is shown. */
export function useNewRequest({ groupId, userId }: ChosenPair) {
	const router = useRouter()
	const address = useSearchParams().toString()
	const [isFiled, setIsFiled] = useState(false)
	const form = useForm<RequestForm>({
		defaultValues: {
			operationId: '',
			groupId: '',
			userId: '',
			kind: askedIn(address).kind,
			endsAt: askedIn(address).endsAt,
			reason: '',
			ticket: '',
			shownWarnings: [],
		},
	})
	const { hold, refusal, show, clear } = useRefusals(form)
	const { phase, apply } = useFileRequest<RequestForm>((pair, { kind }) => judgeAsked(pair, kind), toRequest)

	const { setValue, clearErrors } = form
	useEffect(() => {
		setValue('groupId', groupId ?? '')
		setValue('userId', userId ?? '')
		if (groupId !== null) clearErrors('groupId')
		if (userId !== null) clearErrors('userId')
		clear()
	}, [groupId, userId, setValue, clearErrors, clear])
	useEffect(() => setValue('operationId', newOperationId()), [setValue])

	const submit = form.handleSubmit(async (values) => {
		clear()
		const attempt = await apply(values)
		if (attempt?.kind === 'answered') {
			const { id } = attempt.answer
			setIsFiled(true)
			announce(`Request ${id} is filed and waits for a decision.`)
			router.push(deskHref({ request: String(id) }))
		} else if (attempt) show(attempt)
	})

	return { form, phase: isFiled ? ('sending' as const) : phase, hold, refusal, submit, clear }
}
