import { readRecordState } from '#lib/audit/record-state.ts'
import { requireActor } from '#lib/auth/session.ts'
import { runRoute } from '#lib/route.ts'

export const GET = () =>
	runRoute('record.state', async () => readRecordState(await requireActor({ poll: true })))
