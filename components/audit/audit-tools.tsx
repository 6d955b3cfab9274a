'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Download, ShieldCheck } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { heed } from '#components/api/heed.ts'
import { viewer } from '#components/api/viewer.ts'
import { Button } from '#components/ui/button.tsx'
import { startVerificationAction } from '#lib/audit/actions.ts'
import type { FilterParams } from '#lib/audit/rules.ts'
import type { RecordState } from '#lib/audit/schemas.ts'
import { recordStateKey, useRecordState } from './state/use-record-state.ts'

const ExportDialog = dynamic(
	() => import('./export/export-dialog.tsx').then(({ ExportDialog }) => ExportDialog),
	{
		ssr: false,
	},
)

interface AuditToolsProps {
	params: FilterParams
	/** Whether the viewer sees the whole record, or their own part of it. */
	seesAll: boolean
	/** How the record stood when the page was made. */
	recordAtStart: RecordState | null
}

/** What can be done with the record: take it along, and have it verified. */
export function AuditTools({ params, seesAll, recordAtStart }: AuditToolsProps) {
	const [isExporting, setIsExporting] = useState(false)
	return (
		<>
			<Button onClick={() => setIsExporting(true)} className="min-h-[34px]! py-1!">
				<Download size={14} aria-hidden />
				Export
			</Button>
			{seesAll ? <VerifyButton recordAtStart={recordAtStart} /> : null}
			{isExporting ? (
				<ExportDialog params={params} seesAll={seesAll} onClose={() => setIsExporting(false)} />
			) : null}
		</>
	)
}

function VerifyButton({ recordAtStart }: Pick<AuditToolsProps, 'recordAtStart'>) {
	const client = useQueryClient()
	const { data } = useRecordState(recordAtStart)
	const [isStarting, setIsStarting] = useState(false)
	const [error, setError] = useState<string | null>(null)
	const start = async () => {
		setIsStarting(true)
		setError(null)
		try {
			const result = await heed(startVerificationAction(viewer()))
			if (!result.ok) setError(result.message)
			// A reading that is under way began before the run did.
			await client.cancelQueries({ queryKey: recordStateKey })
			await client.invalidateQueries({ queryKey: recordStateKey })
		} catch {
			setError('The console could not be reached. Check the connection and try again.')
		} finally {
			setIsStarting(false)
		}
	}
	return (
		<>
			<Button
				busy={isStarting || Boolean(data?.running)}
				onClick={() => void start()}
				className="min-h-[34px]! py-1!"
			>
				<ShieldCheck size={14} aria-hidden />
				Verify
			</Button>
			{error ? (
				<p role="alert" className="w-full text-right text-note text-bad">
					{error}
				</p>
			) : null}
		</>
	)
}
