import 'server-only'
import { getDatabase } from '#lib/db/client.ts'
import { oncePerProcess } from '#lib/process-singleton.ts'
import { repeat } from '#lib/repeat.ts'
import { sweepAllowances } from './allowance.ts'

/** Keeps the table of allowances small for as long as the process lives. Started once per process. */
export function startLimitsWork(): void {
	oncePerProcess('limits.background', () => {
		void repeat('sweeping the allowances', 60_000, () => sweepAllowances(getDatabase()))
	})
}
