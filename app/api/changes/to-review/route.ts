import { requireActor } from '#lib/auth/session.ts'
import { listToReview } from '#lib/changes/review.ts'
import { runRoute } from '#lib/route.ts'

export const GET = () =>
	runRoute('changes.to_review', async () => listToReview(await requireActor({ poll: true })))
