import { describeConnectFailure } from '#lib/db/connect-failure.ts'
import { type DatabaseLook, lookAtDatabase } from '#lib/db/look.ts'
import { AppError } from '#lib/errors.ts'

/** One thing that was looked at. */
export interface Check {
	name: 'database' | 'migrations' | 'record' | 'process'
	ok: boolean
	detail: string
}

export interface Readiness {
	ready: boolean
	checks: Check[]
}

/** So long an answer stands: a flood of probes is one connection a second. */
const holdMs = 1_000

const migrationDetails: Record<DatabaseLook['migrations'], string> = {
	current: 'The database has this version’s tables.',
	older: 'The database is older than this version: its migrations have to be applied.',
	newer: 'The database is newer than this version: start the newer one.',
	missing: 'The database has no tables of Scopekeeper’s: its migrations have to be applied.',
}

function describeRecord({ isWritable, mayAppend }: DatabaseLook): Check {
	if (!isWritable)
		return { name: 'record', ok: false, detail: 'The database takes no writes (standby or read-only).' }
	if (!mayAppend)
		return { name: 'record', ok: false, detail: 'The console’s role may not append to the record.' }
	return { name: 'record', ok: true, detail: 'The record can be written.' }
}

async function look(databaseUrl: string): Promise<Check[]> {
	try {
		const seen = await lookAtDatabase(databaseUrl)
		return [
			{ name: 'database', ok: true, detail: 'The database answers.' },
			{
				name: 'migrations',
				ok: seen.migrations === 'current',
				detail: migrationDetails[seen.migrations],
			},
			describeRecord(seen),
		]
	} catch (error) {
		const detail =
			error instanceof AppError ? error.message : `The database ${describeConnectFailure(error).reason}.`
		return [{ name: 'database', ok: false, detail }]
	}
}

/**
 * Whether a process can serve: asked any number of times at once, it looks once, at most once a second, 3 s at most.
 * @param isStopping whether the process takes no new work any more
 */
export function createReadiness(
	databaseUrl: string | null,
	isStopping: () => boolean,
): () => Promise<Readiness> {
	let latest: Promise<Check[]> | null = null

	const lookOnce = (url: string) => {
		if (latest) return latest
		latest = look(url).finally(() => {
			setTimeout(() => {
				latest = null
			}, holdMs).unref()
		})
		return latest
	}
	return async () => {
		if (isStopping()) {
			const check: Check = { name: 'process', ok: false, detail: 'This process is stopping.' }
			return { ready: false, checks: [check] }
		}
		const checks = databaseUrl
			? await lookOnce(databaseUrl)
			: [{ name: 'database' as const, ok: false, detail: 'No address of a database is configured.' }]
		return { ready: checks.every(({ ok }) => ok), checks }
	}
}
