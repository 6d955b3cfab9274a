import type { PodStatus } from '#lib/directory/schemas.ts'
import type { Notifications } from '#lib/notifications/schemas.ts'
import type { RequestCounts } from '#lib/requests/schemas.ts'

/** What every page shows around itself. */
export interface ShellView {
	pod: PodStatus
	unknownChanges: { count: number }
	requests: RequestCounts
	notifications: Notifications
}
