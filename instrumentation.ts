/** Runs once in every server process, before it takes requests. */
export async function register(): Promise<void> {
	if (process.env.NEXT_RUNTIME !== 'nodejs') return
	const { refuseOtherSigner } = await import('#lib/ledger/signer.ts')
	await refuseOtherSigner()
	const { watchHttp } = await import('#lib/http-metrics.ts')
	watchHttp()
	const { watchIncomingRequests } = await import('#lib/incoming.ts')
	watchIncomingRequests()
	const { tellEnvWarnings } = await import('#lib/env-warnings.ts')
	tellEnvWarnings()
	const { startBackgroundWork } = await import('#lib/changes/background.ts')
	startBackgroundWork()
	const { startRecordWork } = await import('#lib/ledger/background.ts')
	startRecordWork()
	const { startScheduleWork } = await import('#lib/schedules/background.ts')
	startScheduleWork()
	const { startSessionWork } = await import('#lib/auth/background.ts')
	startSessionWork()
	const { startLimitsWork } = await import('#lib/limits/background.ts')
	startLimitsWork()
}
