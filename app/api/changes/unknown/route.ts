import { requireActor } from '#lib/auth/session.ts'
import { countUnknownChanges } from '#lib/changes/count-unknown.ts'
import { runRoute } from '#lib/route.ts'

export const GET = () =>
	runRoute('changes.unknown', async () => ({
		count: await countUnknownChanges(await requireActor({ poll: true })),
	}))
