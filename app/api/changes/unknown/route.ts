import { runRoute } from '#lib/action.ts'
import { requireActor } from '#lib/auth/session.ts'
import { countUnknownChanges } from '#lib/changes/count-unknown.ts'

export const GET = () =>
	runRoute('changes.unknown', async () => ({
		count: await countUnknownChanges(await requireActor({ poll: true })),
	}))
