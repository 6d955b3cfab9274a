import { requireActor } from '#lib/auth/session.ts'
import { listRecentChanges } from '#lib/changes/list.ts'
import { runRoute } from '#lib/route.ts'

export const GET = () =>
	runRoute('changes.list', async () => ({
		changes: await listRecentChanges(await requireActor({ poll: true })),
	}))
