import { requireActor } from '#lib/auth/session.ts'
import { countRequests } from '#lib/requests/counts.ts'
import { runRoute } from '#lib/route.ts'

export const GET = () =>
	runRoute('requests.count', async () => countRequests(await requireActor({ poll: true })))
