import { chownSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#lib/errors.ts'
import { startChild } from './child.ts'
import { newSecret, readIfThere, writePrivately } from './files.ts'
import { type PostgresAccount, postgresAccount } from './postgres-account.ts'
import { locatePrograms, type PostgresPrograms } from './postgres-programs.ts'

/** The embedded database as it lies on disk, and how to run it. */
export interface Cluster {
	programs: PostgresPrograms
	account: PostgresAccount
	/** The folder with PostgreSQL's own files. */
	data: string
	settings: ClusterSettings
	saveSettings(): void
}

/** What stays the same over restarts, for this user's eyes only. */
interface ClusterSettings {
	port: number
	superuserPassword: string
	ownerPassword: string
	appPassword: string
}

export const superuser = 'scopekeeper_superuser'
const majorVersion = '18'

/** PostgreSQL needs no secret of ours, and its messages have to be in one language to be understood here. */
export const postgresVariables = { PATH: '/usr/bin:/bin', LC_ALL: 'C' }

/**
 * Finds the database in `DATA_DIR/postgres`, or makes it there.
 *
 * @throws AppError where this machine cannot run it, or another major version of PostgreSQL made it
 */
export async function openCluster(dataDir: string): Promise<Cluster> {
	const programs = await locatePrograms()
	const settingsFile = join(dataDir, 'postgres.json')
	const settings = readSettings(settingsFile)
	const cluster: Cluster = {
		programs,
		account: postgresAccount(programs.initdb, dataDir),
		data: join(dataDir, 'postgres'),
		settings,
		saveSettings: () => writePrivately(settingsFile, JSON.stringify(settings)),
	}
	const version = readIfThere(join(cluster.data, 'PG_VERSION'))?.trim()
	if (version === undefined) {
		cluster.saveSettings()
		await makeCluster(cluster)
	} else refuseOtherVersion(version, cluster.data)
	return cluster
}

function readSettings(file: string): ClusterSettings {
	const text = readIfThere(file)
	if (text) return JSON.parse(text)
	return { port: 0, superuserPassword: newSecret(), ownerPassword: newSecret(), appPassword: newSecret() }
}

function refuseOtherVersion(version: string, data: string): void {
	if (version === majorVersion) return
	throw new AppError(
		'invalid_input',
		`The database in ${data} was made by PostgreSQL ${version}, and this version of Scopekeeper brings PostgreSQL ${majorVersion}: restore it from a dump into an empty DATA_DIR.`,
	)
}

/** Makes the data beside its place and moves it there when complete, so that an interrupted start leaves none. */
async function makeCluster({ programs, account, data, settings }: Cluster): Promise<void> {
	const draft = `${data}.new`
	const passwordFile = `${data}.password`
	rmSync(draft, { recursive: true, force: true })
	mkdirSync(draft, { mode: 0o700 })
	writePrivately(passwordFile, settings.superuserPassword)
	if (account.owner) {
		for (const path of [draft, passwordFile]) chownSync(path, account.owner.uid, account.owner.gid)
	}
	const { command, args, ...identity } = account.wrap(programs.initdb, [
		`--pgdata=${draft}`,
		`--username=${superuser}`,
		`--pwfile=${passwordFile}`,
		'--auth=scram-sha-256',
		'--encoding=UTF8',
		// Sorts the same on every machine, whatever its C library says.
		'--locale=C',
		'--locale-provider=builtin',
		'--builtin-locale=C.UTF-8',
	])
	const lines: string[] = []
	const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe']
	const onLine = (line: string) => void lines.push(line)
	const ending = {
		name: 'making the database',
		stopSignal: 'SIGTERM',
		killSignal: 'SIGKILL',
		graceMs: 5000,
	} as const
	const env = postgresVariables
	const child = await startChild({ command, args, ...identity, env, cwd: draft, stdio, onLine, ...ending })
	const end = await child.ended
	rmSync(passwordFile, { force: true })
	if (end !== 'exit code 0') {
		throw new AppError('internal', `The database could not be made (${end}): ${lines.slice(-3).join(' ')}`)
	}
	renameSync(draft, data)
}
