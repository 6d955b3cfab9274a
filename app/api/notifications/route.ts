import { requireActor } from '#lib/auth/session.ts'
import { listNotifications } from '#lib/notifications/list.ts'
import { runRoute } from '#lib/route.ts'

export const GET = () =>
	runRoute('notifications.list', async () => listNotifications(await requireActor({ poll: true })))
