import { type ReactNode, type RefObject, useEffect, useId, useRef } from 'react'
import { Findings } from '#components/assign/findings.tsx'
import { RefusalNote } from '#components/assign/refusal-note.tsx'
import { ConfirmationField } from '#components/assign/text-fields.tsx'
import { Button } from '#components/ui/button.tsx'
import { keepEnterFromSubmitting } from '#components/ui/keep-enter-from-submitting.ts'
import { Note } from '#components/ui/note.tsx'
import { TextArea } from '#components/ui/text-field.tsx'
import type { DecisionPair, RequestView } from '#lib/requests/schemas.ts'
import { approveWords } from '../words.ts'
import { DecideSummary } from './decide-summary.tsx'
import type { useDecide, Verb } from './use-decide.ts'

interface DecideFormProps {
	request: RequestView
	shown: DecisionPair | undefined
	decision: ReturnType<typeof useDecide>
	/** Which way was opened by its key, with its summary; `null`: neither. */
	panel: Verb | null
	/** Submitted by the key that decides. */
	formRef: RefObject<HTMLFormElement | null>
	onClosePanel: () => void
	/** The desk's keys. */
	children: ReactNode
}

/** The note and the two ways to decide; what stands against approving before both. */
export function DecideForm(props: DecideFormProps) {
	const { request, shown, decision, panel, formRef, onClosePanel, children } = props
	const { form, running, hold, refusal, decide } = decision
	const { register, formState } = form
	const id = useId()
	const { findings, outcome, summary } = useReadingOrder(props)
	const confirmation = shown?.verdict.confirmation ?? null
	const isLocked = running !== null

	const button = (verb: Verb) => ({
		type: panel === null ? ('button' as const) : ('submit' as const),
		...(panel === null ? { onClick: () => void decide(verb) } : {}),
		busy: running === verb,
		disabled: isLocked && running !== verb,
	})
	return (
		<form
			ref={formRef}
			noValidate
			aria-label="Decision"
			onSubmit={(event) => {
				event.preventDefault()
				if (panel) void decide(panel)
			}}
			onKeyDown={keepEnterFromSubmitting}
			className="grid grid-cols-[minmax(0,1fr)] gap-[18px] print:hidden"
		>
			{shown ? <Findings ref={findings} verdict={shown.verdict} hold={hold} /> : null}
			{shown?.verdict.noChange ? (
				<Note tone="quiet">The pod shows this pair as asked for already: there is nothing to change.</Note>
			) : null}
			<fieldset
				aria-labelledby={panel ? `${id}-title` : undefined}
				aria-describedby={panel ? `${id}-means` : undefined}
				className={`grid min-w-0 gap-[18px] ${panel ? 'rounded-field border border-accent p-3.5' : ''}`}
			>
				{panel ? (
					<DecideSummary id={id} verb={panel} request={request} shown={shown} headingRef={summary} />
				) : null}
				{confirmation !== null && panel !== 'reject' ? (
					<ConfirmationField
						groupName={confirmation}
						readOnly={isLocked}
						error={formState.errors.confirmation?.message}
						{...register('confirmation')}
					/>
				) : null}
				<TextArea
					label="Note"
					hint={panel === 'reject' ? 'the asker reads it' : panel ? 'optional' : 'needed to reject'}
					readOnly={isLocked}
					error={formState.errors.note?.message}
					{...register('note')}
				/>
				<RefusalNote ref={outcome} refusal={refusal} isNothingToChange={false} />
				<div className="flex flex-wrap items-center justify-between gap-x-5 gap-y-3">
					<div className="min-w-0 flex-1 basis-[14rem]">{children}</div>
					<div className="flex flex-wrap justify-end gap-2.5 max-sm:w-full max-sm:*:flex-1">
						{panel ? (
							<Button look="bare" onClick={onClosePanel} disabled={isLocked}>
								Cancel
							</Button>
						) : null}
						{panel === 'approve' || !request.offers.includes('reject') ? null : (
							<Button look="danger" {...button('reject')}>
								{running === 'reject' ? 'Rejecting…' : 'Reject'}
							</Button>
						)}
						{panel === 'reject' || !request.offers.includes('approve') ? null : (
							<Button look="primary" {...button('approve')}>
								{running === 'approve' ? 'Sending to the pod…' : approveWords(request)}
							</Button>
						)}
					</div>
				</div>
			</fieldset>
		</form>
	)
}

/** Leads the reader into what was opened by a key, and to why nothing was sent. */
function useReadingOrder({ decision: { form, hold, refusal }, panel }: DecideFormProps) {
	const findings = useRef<HTMLDivElement>(null)
	const outcome = useRef<HTMLDivElement>(null)
	const summary = useRef<HTMLHeadingElement>(null)
	const { setFocus } = form
	useEffect(() => {
		if (panel === 'reject') setFocus('note')
		else if (panel === 'approve') summary.current?.focus()
	}, [panel, setFocus])
	// What was said before the form came back was read where it stood.
	const said = useRef({ hold, refusal })
	useEffect(() => {
		if (said.current.hold === hold && said.current.refusal === refusal) return
		said.current = { hold, refusal }
		if (hold) findings.current?.focus()
		else if (refusal) outcome.current?.focus()
	}, [hold, refusal])
	return { findings, outcome, summary }
}
