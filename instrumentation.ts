import type { Instrumentation } from 'next'

/** Runs once in every server process, before it takes requests. */
export async function register(): Promise<void> {
	if (process.env.NEXT_RUNTIME !== 'nodejs') return
	const { leadConsoleToLog } = await import('#lib/log-console.ts')
	leadConsoleToLog()
	const { watchRequests } = await import('#lib/watch-requests.ts')
	watchRequests()
	const { refuseOtherSigner } = await import('#lib/ledger/signer.ts')
	await refuseOtherSigner()
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

/** What broke while a page was made. The person sees the digest, and quotes it. */
export const onRequestError: Instrumentation.onRequestError = async (error, { headers }, { routePath }) => {
	if (process.env.NEXT_RUNTIME !== 'nodejs') return
	const [{ log }, { requestIdHeader }] = await Promise.all([
		import('#lib/log.ts'),
		import('#lib/request-id.ts'),
	])
	const digest = error instanceof Error && 'digest' in error ? error.digest : undefined
	log().error(
		{ requestId: headers[requestIdHeader], kind: 'page', path: routePath, digest, err: error },
		'failed',
	)
}
