'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { ApplyRow } from '#components/assign/apply-row.tsx'
import { PairFormFrame, type PairFormProps } from '#components/assign/pair-form-frame.tsx'
import { Button } from '#components/ui/button.tsx'
import type { ChangeView } from '#lib/changes/schemas.ts'
import type { RequestView } from '#lib/requests/schemas.ts'
import { approversInWords } from '../approval-words.ts'
import { judgeAsked } from '../asked-kind.ts'
import { OpenRequestsNote } from '../open-requests-note.tsx'
import { useRequestSettings } from '../settings-context.tsx'
import { filingWords } from '../use-file-request.ts'
import { kindOf, useFilingForm } from './use-filing-form.ts'

const BreakGlassDialog = dynamic(
	() => import('../break-glass/break-glass-dialog.tsx').then(({ BreakGlassDialog }) => BreakGlassDialog),
	{ ssr: false },
)

interface FilingFormProps extends PairFormProps {
	/** Whether the viewer's role may apply at once all the same; the server holds it too. */
	canBreakGlass: boolean
	onFiled: (request: RequestView) => void
	/** Given a change that was applied at once. */
	onAnswer: (change: ChangeView) => void
}

/** The form on `/assign` where every change waits for somebody else: it files a request. */
export function FilingForm({ canBreakGlass, onFiled, onAnswer, ...view }: FilingFormProps) {
	const state = useFilingForm(view.chosen, onFiled)
	const settings = useRequestSettings()
	const [atOnce, setAtOnce] = useState<{ groupId: string; userId: string; active: boolean } | null>(null)
	const { form, phase } = state

	const askForAtOnce = async () => {
		if (await form.trigger(['groupId', 'userId'], { shouldFocus: true })) setAtOnce(form.getValues())
	}

	return (
		<>
			<PairFormFrame
				{...view}
				state={state}
				judge={(pair, active) => judgeAsked(pair, kindOf(active))}
				notes={<OpenRequestsNote chosen={view.chosen} />}
			>
				<ApplyRow
					phase={phase}
					words={filingWords}
					hint={`Nothing is sent to the pod until ${approversInWords(settings)} approve${settings.approvals === 'two' ? '' : 's'}.`}
				>
					{canBreakGlass ? (
						<Button
							aria-haspopup="dialog"
							disabled={phase !== 'idle'}
							onClick={() => void askForAtOnce()}
							className="text-bad! max-sm:w-full"
						>
							Apply at once
						</Button>
					) : null}
				</ApplyRow>
			</PairFormFrame>
			{atOnce ? (
				<BreakGlassDialog
					wanted={atOnce}
					onClose={() => setAtOnce(null)}
					onAnswer={(change) => {
						setAtOnce(null)
						onAnswer(change)
					}}
				/>
			) : null}
		</>
	)
}
