import { runRoute } from '#lib/action.ts'
import { requireActor } from '#lib/auth/session.ts'
import { listToReview } from '#lib/changes/review.ts'

export const GET = () =>
	runRoute('changes.to_review', async () => listToReview(await requireActor({ poll: true })))
