'use server'

import { type ActionResult, runAction } from '#lib/action.ts'
import { requireViewer } from '#lib/auth/session.ts'
import { recordExport } from './record-export.ts'
import { verifyWholeRecord } from './record-state.ts'
import type { RecordedExport } from './schemas.ts'

/** Records an export, which can be fetched then. `input` is an `exportFormSchema`. */
export async function recordExportAction(
	input: unknown,
	viewer: unknown,
): Promise<ActionResult<RecordedExport>> {
	return runAction('audit.export', async () => recordExport(await requireViewer(viewer), input))
}

/** Begins a run over the whole record; `/api/audit/state` tells how it goes. */
export async function startVerificationAction(viewer: unknown): Promise<ActionResult<void>> {
	return runAction('record.verify', async () => verifyWholeRecord(await requireViewer(viewer)))
}
