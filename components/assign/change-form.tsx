import type { UseQueryResult } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useController, useWatch } from 'react-hook-form'
import { heldTo } from '#components/ui/held-to.ts'
import { LiveControls } from '#components/ui/live-controls.tsx'
import type { ChangeForm as ChangeValues, ChangeView, PairView } from '#lib/changes/schemas.ts'
import { groupIdProblem, userIdProblem } from '#lib/pod/rules.ts'
import { ActiveBox } from './active-box.tsx'
import { ApplyRow } from './apply-row.tsx'
import { type Hold, verdictFor } from './before-sending.ts'
import { Findings } from './findings.tsx'
import { keepEnterFromApplying } from './keep-enter-from-applying.ts'
import { OpenChangeNote } from './open-change-note.tsx'
import { PairContext } from './pair-context.tsx'
import { PairPickers } from './pair-pickers.tsx'
import { ReasonAndTicket } from './reason-and-ticket.tsx'
import { RefusalNote } from './refusal-note.tsx'
import { ConfirmationField } from './text-fields.tsx'
import { useApplyShortcut } from './use-apply-shortcut.ts'
import { useChangeForm } from './use-change-form.ts'
import type { ChosenPair } from './use-chosen-pair.ts'
import type { Refusal } from './use-refusals.ts'

interface ChangeFormProps {
	chosen: ChosenPair
	query: UseQueryResult<PairView>
	choose: (change: Partial<ChosenPair>) => void
	/** The change shown beside the form. */
	latest: ChangeView | null
	onSending: (values: ChangeValues | null) => void
	onAnswer: (change: ChangeView) => void
}

/** Choose, see what would change, say why, apply. */
export function ChangeForm({ chosen, query, choose, ...surroundings }: ChangeFormProps) {
	const { form, phase, hold, refusal, submit, clearHold } = useChangeForm(chosen, surroundings)
	const { control, register, formState } = form
	const { errors } = formState
	const group = useController({ control, name: 'groupId', rules: { validate: heldTo(groupIdProblem) } })
	const user = useController({ control, name: 'userId', rules: { validate: heldTo(userIdProblem) } })
	const active = useWatch({ control, name: 'active' })
	const element = useRef<HTMLFormElement>(null)
	const { findings, outcome } = useFocusOnRefusal(hold, refusal)
	useApplyShortcut(element)

	const pair = query.data
	const verdict = verdictFor(pair, active)
	const isChosen = chosen.groupId !== null && chosen.userId !== null
	const isLocked = phase !== 'idle'

	return (
		<form
			ref={element}
			noValidate
			aria-label="Change of an assignment"
			onSubmit={(event) => {
				event.preventDefault()
				if (!isLocked) void submit()
			}}
			onKeyDown={keepEnterFromApplying}
			className="grid grid-cols-[minmax(0,1fr)] gap-[18px] rounded-card border border-line bg-surface p-[22px] shadow-card max-sm:p-4 print:hidden"
		>
			<LiveControls>
				<PairPickers
					chosen={chosen}
					pair={pair}
					errors={{ groupId: errors.groupId?.message, userId: errors.userId?.message }}
					locked={isLocked}
					refs={{ groupId: group.field.ref, userId: user.field.ref }}
					choose={choose}
				/>
				{isChosen ? <OpenChangeNote openChange={pair?.openChange ?? null} /> : null}
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
				<ReasonAndTicket form={form} isLocked={isLocked} />
				<RefusalNote ref={outcome} refusal={refusal} isNothingToChange={hold === 'nothing_to_change'} />
				<ApplyRow phase={phase} />
			</LiveControls>
		</form>
	)
}

/** Leads the reader to why nothing was sent. */
function useFocusOnRefusal(hold: Hold, refusal: Refusal | null) {
	const findings = useRef<HTMLDivElement>(null)
	const outcome = useRef<HTMLDivElement>(null)
	useEffect(() => {
		if (hold === 'refused' || hold === 'new_warnings') findings.current?.focus()
		else if (hold || refusal) outcome.current?.focus()
	}, [hold, refusal])
	return { findings, outcome }
}
