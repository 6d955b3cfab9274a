import { requireActor } from '#lib/auth/session.ts'
import { runRoute } from '#lib/route.ts'
import { listEnding } from '#lib/schedules/list.ts'

export const GET = () =>
	runRoute('schedules.list', async () => listEnding(await requireActor({ poll: true })))
