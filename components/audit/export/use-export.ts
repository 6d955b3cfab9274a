import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { heed } from '#components/api/heed.ts'
import { useRefusal } from '#components/api/use-refusal.ts'
import { viewer } from '#components/api/viewer.ts'
import { recordExportAction } from '#lib/audit/actions.ts'
import type { ExportFormat, FilterParams } from '#lib/audit/rules.ts'
import type { RecordedExport } from '#lib/audit/schemas.ts'

interface ExportValues {
	format: ExportFormat
	/** Size of an older checkpoint as it was typed; empty: none. */
	since: string
}

/** The form of an export, and what came of it: once it is recorded, its file is fetched. */
export function useExport(filter: FilterParams) {
	const form = useForm<ExportValues>({ defaultValues: { format: 'ndjson', since: '' } })
	const [done, setDone] = useState<RecordedExport | null>(null)
	const [refusal, setRefusal] = useRefusal()

	const submit = form.handleSubmit(async ({ format, since }) => {
		setRefusal(null)
		try {
			const result = await heed(
				recordExportAction({ filter, format, since: since.trim() === '' ? null : Number(since) }, viewer()),
			)
			if (result.ok) {
				setDone(result.data)
				window.location.assign(result.data.href)
			} else if (result.fieldErrors?.since)
				form.setError('since', { message: result.fieldErrors.since }, { shouldFocus: true })
			else setRefusal(result.message)
		} catch {
			setRefusal('The console could not be reached. Check the connection and try again.')
		}
	})
	return { form, done, refusal, submit }
}
