import { runRoute } from '#lib/action.ts'
import { requireActor } from '#lib/auth/session.ts'
import { readPodStatus } from '#lib/directory/pod-status.ts'

export const GET = () => runRoute('pod.status', async () => readPodStatus(await requireActor({ poll: true })))
