import 'server-only'
import type { Actor } from '#lib/auth/session.ts'
import { countUnknownChanges } from '#lib/changes/count-unknown.ts'
import { readPodStatus } from '#lib/directory/pod-status.ts'
import { listNotifications } from '#lib/notifications/list.ts'
import { countRequests } from '#lib/requests/counts.ts'
import type { ShellView } from './schemas.ts'

/**
 * What every page shows around itself, read together: each open page asks for it over and over.
 * @throws AppError `forbidden`
 */
export async function readShell(actor: Actor): Promise<ShellView> {
	const [pod, count, requests, notifications] = await Promise.all([
		readPodStatus(actor),
		countUnknownChanges(actor),
		countRequests(actor),
		listNotifications(actor),
	])
	return { pod, unknownChanges: { count }, requests, notifications }
}
