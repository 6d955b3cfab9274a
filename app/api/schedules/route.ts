import { runRoute } from '#lib/action.ts'
import { requireActor } from '#lib/auth/session.ts'
import { listEnding } from '#lib/schedules/list.ts'

export const GET = () =>
	runRoute('schedules.list', async () => listEnding(await requireActor({ poll: true })))
