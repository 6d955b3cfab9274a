import type { Instrumentation } from 'next'

/** Runs once in every server process, before it takes requests. */
export async function register(): Promise<void> {
	if (process.env.NEXT_RUNTIME !== 'nodejs') return
	const { start } = await import('#lib/start.ts')
	await start()
}

export const onRequestError: Instrumentation.onRequestError = async (error, { headers }, { routePath }) => {
	if (process.env.NEXT_RUNTIME !== 'nodejs') return
	const { logBrokenPage } = await import('#lib/log-pages.ts')
	logBrokenPage(error, headers, routePath)
}
