import type { ChangeForm as ChangeValues, ChangeView } from '#lib/changes/schemas.ts'
import { ApplyRow } from './apply-row.tsx'
import { verdictFor } from './before-sending.ts'
import { PairFormFrame, type PairFormProps } from './pair-form-frame.tsx'
import { useChangeForm } from './use-change-form.ts'

interface ChangeFormProps extends PairFormProps {
	/** The change shown beside the form. */
	latest: ChangeView | null
	onSending: (values: ChangeValues | null) => void
	onAnswer: (change: ChangeView) => void
}

/** The form where officers apply a change themselves. */
export function ChangeForm({ latest, onSending, onAnswer, ...view }: ChangeFormProps) {
	const state = useChangeForm(view.chosen, { latest, onSending, onAnswer })
	return (
		<PairFormFrame {...view} state={state} judge={verdictFor}>
			<ApplyRow phase={state.phase} />
		</PairFormFrame>
	)
}
