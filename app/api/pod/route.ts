import { requireActor } from '#lib/auth/session.ts'
import { readPodStatus } from '#lib/directory/pod-status.ts'
import { runRoute } from '#lib/route.ts'

export const GET = () => runRoute('pod.status', async () => readPodStatus(await requireActor({ poll: true })))
