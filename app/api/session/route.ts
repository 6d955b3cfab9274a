import { requireActor } from '#lib/auth/session.ts'
import { viewSession } from '#lib/auth/view-session.ts'
import { runRoute } from '#lib/route.ts'

export const GET = () => runRoute('session.read', async () => viewSession(await requireActor({ poll: true })))
