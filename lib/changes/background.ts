import 'server-only'
import { processSingleton } from '#lib/process-singleton.ts'
import { repeat } from '#lib/repeat.ts'
import { recoverAbandonedChanges, resolveDueChanges } from './resolve.ts'

const everyMs = 1_000

/** Keeps recovering and reading back for as long as the process lives. Started once per process. */
export function startBackgroundWork(): void {
	processSingleton('changes.background', () => {
		void repeat('recovery', everyMs, async () => {
			await recoverAbandonedChanges()
			await resolveDueChanges()
		})
		return true
	})
}
