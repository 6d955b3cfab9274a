import 'server-only'
import { tellOverdue } from '#lib/notifications/tell-overdue.ts'
import { oncePerProcess } from '#lib/process-singleton.ts'
import { repeat } from '#lib/repeat.ts'
import { expireDue } from './expire.ts'
import { giveNotices } from './give-notices.ts'
import { endsAtOnce } from './turns.ts'

const second = 1_000

/**
 * Carries out the ends of assignments, and tells people in time of what ends and what is overdue, for as long as the
 * process lives. Started once per process.
 */
export function startScheduleWork(): void {
	oncePerProcess('schedules.background', () => {
		for (let worker = 0; worker < endsAtOnce; worker++) void repeat('carrying out ends', second, expireDue)
		void repeat('giving notice of ends', 10 * second, giveNotices)
		void repeat('telling of what is overdue', 10 * second, tellOverdue)
	})
}
