import 'server-only'
import { oncePerProcess } from '#lib/process-singleton.ts'
import { repeat } from '#lib/repeat.ts'
import { advanceDayCounts } from './day-counts.ts'

const minute = 60_000

/** Keeps what the audit has counted close behind the record. Started once per process. */
export function startAuditWork(): void {
	oncePerProcess('audit.background', () => {
		void repeat('counting the changes of each day', minute, advanceDayCounts)
	})
}
