import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type UseFormReturn, useController, useWatch } from 'react-hook-form'
import { heldTo } from '#components/ui/held-to.ts'
import type { ChangeForm, PairView, Verdict } from '#lib/changes/schemas.ts'
import { groupIdProblem, userIdProblem } from '#lib/pod/rules.ts'
import { ActiveBox } from './active-box.tsx'
import type { Hold } from './before-sending.ts'
import { ChangeTexts } from './change-texts.tsx'
import { Findings } from './findings.tsx'
import { OpenChangeNote } from './open-change-note.tsx'
import { PairContext } from './pair-context.tsx'
import { PairForm } from './pair-form.tsx'
import { PairPickers } from './pair-pickers.tsx'
import { RefusalNote } from './refusal-note.tsx'
import { ConfirmationField } from './text-fields.tsx'
import type { Phase } from './use-apply-change.ts'
import type { ChosenPair } from './use-chosen-pair.ts'
import { useFocusOnRefusal } from './use-focus-on-refusal.ts'
import type { Refusal } from './use-refusals.ts'

/** The pair that a form is about, as it was chosen and as it was read. */
export interface PairFormProps {
	chosen: ChosenPair
	query: UseQueryResult<PairView>
	choose: (change: Partial<ChosenPair>) => void
}

interface PairFormFrameProps extends PairFormProps {
	/** The form's values, and what came of sending them. */
	state: {
		form: UseFormReturn<ChangeForm>
		phase: Phase
		hold: Hold
		refusal: Refusal | null
		submit: () => Promise<void>
		clearHold: () => void
	}
	judge: (pair: PairView | undefined, active: boolean) => Verdict
	/** What else is to be known of the chosen pair. */
	notes?: ReactNode
	/** How it is sent. */
	children: ReactNode
}

/** Choose, see what would change, say why, send: the form on `/assign`. */
export function PairFormFrame({ chosen, query, choose, state, judge, notes, children }: PairFormFrameProps) {
	const { form, phase, hold, refusal, submit, clearHold } = state
	const { control, register, formState } = form
	const { errors } = formState
	const group = useController({ control, name: 'groupId', rules: { validate: heldTo(groupIdProblem) } })
	const user = useController({ control, name: 'userId', rules: { validate: heldTo(userIdProblem) } })
	const active = useWatch({ control, name: 'active' })
	const { findings, outcome } = useFocusOnRefusal(hold, refusal)

	const pair = query.data
	const verdict = judge(pair, active)
	const isChosen = chosen.groupId !== null && chosen.userId !== null
	const isLocked = phase !== 'idle'

	return (
		<PairForm label="Change of an assignment" isLocked={isLocked} submit={submit}>
			<PairPickers
				chosen={chosen}
				pair={pair}
				errors={{ groupId: errors.groupId?.message, userId: errors.userId?.message }}
				locked={isLocked}
				refs={{ groupId: group.field.ref, userId: user.field.ref }}
				choose={choose}
			/>
			{isChosen ? <OpenChangeNote openChange={pair?.openChange ?? null} /> : null}
			{isChosen ? notes : null}
			{isChosen ? <Findings ref={findings} verdict={verdict} hold={hold} /> : null}
			<ActiveBox
				query={query}
				active={active}
				isChosen={isChosen}
				switchProps={{ ...register('active', { onChange: clearHold }), disabled: isLocked }}
			/>
			{isChosen ? <PairContext pair={pair} /> : null}
			{verdict.confirmation === null || !isChosen ? null : (
				<ConfirmationField
					groupName={verdict.confirmation}
					readOnly={isLocked}
					error={errors.confirmation?.message}
					{...register('confirmation')}
				/>
			)}
			<ChangeTexts form={form} isLocked={isLocked} />
			<RefusalNote ref={outcome} refusal={refusal} isNothingToChange={hold === 'nothing_to_change'} />
			{children}
		</PairForm>
	)
}
