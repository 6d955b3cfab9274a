import { startAuditWork } from './audit/background.ts'
import { startSessionWork } from './auth/background.ts'
import { startBackgroundWork } from './changes/background.ts'
import { tellEnvWarnings } from './env-warnings.ts'
import { startRecordWork } from './ledger/background.ts'
import { refuseOtherSigner } from './ledger/signer.ts'
import { startLimitsWork } from './limits/background.ts'
import { leadConsoleToLog } from './log-console.ts'
import { startScheduleWork } from './schedules/background.ts'
import { watchRequests } from './watch-requests.ts'

/** Brings up a server process before it takes requests: the log first, what works in the background last. */
export async function start(): Promise<void> {
	leadConsoleToLog()
	await refuseOtherSigner()
	watchRequests()
	tellEnvWarnings()
	startBackgroundWork()
	startRecordWork()
	startScheduleWork()
	startAuditWork()
	startSessionWork()
	startLimitsWork()
}
