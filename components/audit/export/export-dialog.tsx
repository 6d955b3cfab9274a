'use client'

import { counted } from '#components/directory/counted.ts'
import { Button } from '#components/ui/button.tsx'
import { Modal } from '#components/ui/modal.tsx'
import { Note } from '#components/ui/note.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { type ExportFormat, exportedFilter, type FilterParams } from '#lib/audit/rules.ts'
import type { RecordedExport } from '#lib/audit/schemas.ts'
import { FormatChoice } from './format-choice.tsx'
import { useExport } from './use-export.ts'

interface ExportDialogProps {
	params: FilterParams
	seesAll: boolean
	onClose: () => void
}

/** Takes along just what is filtered: says what the file will prove, records the export, then fetches it. */
export function ExportDialog({ params, seesAll, onClose }: ExportDialogProps) {
	const filter = exportedFilter(params)
	const isWhole =
		seesAll && Object.entries(filter).every(([key, value]) => !value || (key === 'range' && value === 'all'))
	const signIns = signInsWords(filter, isWhole)
	const { form, done, refusal, submit } = useExport(filter)
	const { register, watch, formState } = form
	const format = watch('format')

	return (
		<Modal
			label="Export"
			onClose={onClose}
			className="m-auto w-[min(34rem,calc(100vw-2rem))] rounded-card p-[22px]"
		>
			{done ? (
				<Done done={done} onClose={onClose} />
			) : (
				<form
					noValidate
					className="grid gap-4"
					onSubmit={(event) => {
						event.preventDefault()
						void submit()
					}}
				>
					<div>
						<h2 className="text-lead font-semibold">
							Export {isWhole ? 'the whole record' : 'what is filtered'}
						</h2>
						<p className="mt-1 text-ink-2">That you did so, and what, goes into the record.</p>
					</div>
					<FormatChoice chosen={format} field={register('format')} />
					<Note tone="quiet">
						{promise(isWhole, format, seesAll)}
						{signIns ? <p className="mt-1">{signIns}</p> : null}
					</Note>
					{format === 'ndjson' ? (
						<TextField
							label="Continues checkpoint"
							hint="optional: the size of an older one that you hold"
							inputMode="numeric"
							autoComplete="off"
							error={formState.errors.since?.message}
							{...register('since', {
								pattern: {
									value: /^\s*\d{0,15}\s*$/,
									message: 'A checkpoint’s size is a number, such as 18204.',
								},
							})}
						/>
					) : null}
					{refusal ? (
						<p role="alert" className="text-note text-bad">
							{refusal}
						</p>
					) : null}
					<div className="flex justify-end gap-2.5">
						<Button onClick={onClose}>Cancel</Button>
						<Button type="submit" look="primary" busy={formState.isSubmitting}>
							Export
						</Button>
					</div>
				</form>
			)}
		</Modal>
	)
}

function promise(isWhole: boolean, format: ExportFormat, seesAll: boolean): string {
	if (format === 'csv')
		return 'A table for reading. It proves nothing by itself: the proofs are in the NDJSON export.'
	if (isWhole)
		return 'The whole record: whoever verifies the file knows that no entry was changed, left out or added.'
	const how = seesAll ? ' Only a whole export proves that: clear the filter, then choose “All time”.' : ''
	return `Each entry comes with its proof. That none which fits was left out is not proved.${how}`
}

/** What becomes of sign-ins, which the list leaves out by itself. */
function signInsWords(filter: FilterParams, isWhole: boolean): string | null {
	if (filter.signIns === 'hidden')
		return 'Sign-ins are left out, as in the list, and the file says so. Show them in the list to take them along.'
	return isWhole ? 'Sign-ins are in it, whether the list shows them or not.' : null
}

function Done({ done, onClose }: { done: RecordedExport; onClose: () => void }) {
	return (
		<div className="grid gap-4">
			<div role="status">
				<h2 className="text-lead font-semibold">Your export is being fetched</h2>
				<p className="mt-1 text-ink-2">
					{counted(done.count, 'entry', 'entries')}, with a receipt. If your browser does not ask where to
					keep it,{' '}
					<a href={done.href} className="font-semibold text-accent hover:underline">
						fetch it here
					</a>
					. How to verify it: <span className="id-text">npm run verify -- --help</span>
				</p>
			</div>
			<div className="flex justify-end">
				<Button look="primary" onClick={onClose}>
					Done
				</Button>
			</div>
		</div>
	)
}
