import { type UseFormReturn, useController, useWatch } from 'react-hook-form'
import { ApplyRow } from '#components/assign/apply-row.tsx'
import { Findings } from '#components/assign/findings.tsx'
import { OpenChangeNote } from '#components/assign/open-change-note.tsx'
import { PairContext } from '#components/assign/pair-context.tsx'
import { PairForm } from '#components/assign/pair-form.tsx'
import type { PairFormProps } from '#components/assign/pair-form-frame.tsx'
import { PairPickers } from '#components/assign/pair-pickers.tsx'
import { RefusalNote } from '#components/assign/refusal-note.tsx'
import { ReasonAndTicket, TextRow } from '#components/assign/text-fields.tsx'
import { useFocusOnRefusal } from '#components/assign/use-focus-on-refusal.ts'
import { heldTo } from '#components/ui/held-to.ts'
import { groupIdProblem, userIdProblem } from '#lib/pod/rules.ts'
import type { RequestForm } from '#lib/requests/schemas.ts'
import { judgeAsked } from '../asked-kind.ts'
import { EndField } from '../end/end-field.tsx'
import { endRule } from '../end/end-rule.ts'
import { OpenRequestsNote } from '../open-requests-note.tsx'
import { useRequestSettings } from '../settings-context.tsx'
import { filingWords } from '../use-file-request.ts'
import { KindChoice } from './kind-choice.tsx'
import { NeedlessNote } from './needless-note.tsx'
import { useNewRequest } from './use-new-request.ts'

/** Choose, see what the pod holds and what speaks against it, say until when and why, file. */
export function NewRequestForm({ chosen, query, choose }: PairFormProps) {
	const { form, phase, hold, refusal, submit, clear } = useNewRequest(chosen)
	const { control, register, formState } = form
	const { errors } = formState
	const group = useController({ control, name: 'groupId', rules: { validate: heldTo(groupIdProblem) } })
	const user = useController({ control, name: 'userId', rules: { validate: heldTo(userIdProblem) } })
	const kind = useWatch({ control, name: 'kind' })
	const { findings, outcome } = useFocusOnRefusal(hold, refusal)

	const isChosen = chosen.groupId !== null && chosen.userId !== null
	const pair = isChosen ? query.data : undefined
	const isLocked = phase !== 'idle'

	return (
		<PairForm label="Request" isLocked={isLocked} submit={submit}>
			<PairPickers
				chosen={chosen}
				pair={pair}
				errors={{ groupId: errors.groupId?.message, userId: errors.userId?.message }}
				locked={isLocked}
				refs={{ groupId: group.field.ref, userId: user.field.ref }}
				choose={choose}
			/>
			{isChosen ? <OpenRequestsNote chosen={chosen} /> : null}
			{isChosen ? <OpenChangeNote openChange={pair?.openChange ?? null} /> : null}
			<KindChoice
				query={query}
				kind={kind}
				isChosen={isChosen}
				isLocked={isLocked}
				field={register('kind', { onChange: clear })}
			/>
			<div ref={outcome} tabIndex={-1} className="empty:hidden">
				<NeedlessNote pair={pair} kind={kind} isHeld={hold === 'nothing_to_change'} />
			</div>
			{isChosen ? <Findings ref={findings} verdict={judgeAsked(pair, kind)} hold={hold} /> : null}
			{isChosen ? <PairContext pair={pair} /> : null}
			{kind === 'unassign' ? null : <End form={form} isOptional={kind === 'assign'} isLocked={isLocked} />}
			<Texts form={form} isLocked={isLocked} />
			<RefusalNote ref={outcome} refusal={refusal} isNothingToChange={false} />
			<ApplyRow phase={phase} words={filingWords} hint="Nothing changes until it is approved." />
		</PairForm>
	)
}

interface PartProps {
	form: UseFormReturn<RequestForm>
	isLocked: boolean
}

function End({ form: { control }, isOptional, isLocked }: PartProps & { isOptional: boolean }) {
	const { maxGrantMs } = useRequestSettings()
	const limits = { isOptional, maxGrantMs }
	const { field, fieldState } = useController({
		control,
		name: 'endsAt',
		rules: { validate: endRule(limits) },
	})
	const { value, onChange, ref } = field
	const error = fieldState.error?.message
	return <EndField {...{ value, onChange, error, inputRef: ref, isLocked }} {...limits} />
}

function Texts({ form: { control, register, formState }, isLocked }: PartProps) {
	const { errors } = formState
	const { length } = useWatch({ control, name: 'reason' })
	return (
		<TextRow>
			<ReasonAndTicket register={register} errors={errors} length={length} isLocked={isLocked} />
		</TextRow>
	)
}
