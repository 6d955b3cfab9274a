import 'server-only'
import { log } from '#lib/log.ts'
import { processSingleton } from '#lib/process-singleton.ts'
import { recoverAbandonedChanges, resolveDueChanges } from './resolve.ts'

const everyMs = 1_000

/** Keeps recovering and reading back for as long as the process lives. Started once per process. */
export function startBackgroundWork(): void {
	processSingleton('changes.background', () => {
		void runForever()
		return true
	})
}

async function runForever(): Promise<never> {
	for (;;) {
		try {
			await recoverAbandonedChanges()
			await resolveDueChanges()
		} catch (error) {
			log().warn({ err: error }, 'recovery could not run; it tries again')
		}
		await new Promise((resolve) => setTimeout(resolve, everyMs).unref())
	}
}
