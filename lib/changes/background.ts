import 'server-only'
import { oncePerProcess } from '#lib/process-singleton.ts'
import { repeat, untilDone } from '#lib/repeat.ts'
import { recordApprovals } from './record-approvals.ts'
import { recoverAbandonedChanges, resolveDueChanges } from './resolve.ts'

const everyMs = 1_000

/** Records the setting in force, then keeps recovering and reading back. Started once per process. */
export function startBackgroundWork(): void {
	oncePerProcess('changes.background', () => {
		void untilDone('recording the setting of approvals', everyMs, recordApprovals)
		void repeat('recovery', everyMs, async () => {
			await recoverAbandonedChanges()
			await resolveDueChanges()
		})
	})
}
