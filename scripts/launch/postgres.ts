import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { appRole, ensureDatabase, ensureRoles, ownerRole, roleUrl } from '#lib/db/roles.ts'
import { AppError } from '#lib/errors.ts'
import { type Child, startChild } from './child.ts'
import { readIfThere } from './files.ts'
import { freePort } from './ports.ts'
import { type Cluster, openCluster, postgresVariables, superuser } from './postgres-cluster.ts'
import { readPostmaster, stopOrphan } from './postgres-orphan.ts'

/** The embedded database, and the addresses to reach it under each role. */
export interface EmbeddedPostgres {
	child: Child
	appUrl: string
	ownerUrl: string
}

const startPatienceMs = 120_000
const attempts = 5

/** What the database must be told that its own defaults get wrong here: loopback only, no people's data in its log. */
const serverSettings = [
	'listen_addresses=127.0.0.1',
	'unix_socket_directories=',
	'log_min_error_statement=panic',
	'log_parameter_max_length_on_error=0',
	'logging_collector=off',
]

/**
 * Starts the database in `DATA_DIR/postgres`: made on first use, with both roles and the console's database.
 *
 * @throws AppError with a sentence where it cannot be made or started
 */
export async function startPostgres(dataDir: string): Promise<EmbeddedPostgres> {
	await stopOrphan(join(dataDir, 'postgres'))
	const cluster = await openCluster(dataDir)
	const child = await startServer(cluster, join(dataDir, 'postgres.log'))
	watchOver(child)
	const { port, superuserPassword, ownerPassword, appPassword } = cluster.settings
	const url = `postgresql://${superuser}:${superuserPassword}@127.0.0.1:${port}/postgres`
	await ensureRoles(url, { ownerPassword, appPassword })
	await ensureDatabase(url)
	return {
		child,
		appUrl: roleUrl(url, appRole, appPassword),
		ownerUrl: roleUrl(url, ownerRole, ownerPassword),
	}
}

async function startServer(cluster: Cluster, logFile: string): Promise<Child> {
	const { programs, account, data, settings, saveSettings } = cluster
	for (let attempt = 1; ; attempt++) {
		settings.port = await freePort(settings.port)
		saveSettings()
		const log = openSync(logFile, 'w', 0o600)
		const flags = serverSettings.flatMap((setting) => ['-c', setting])
		const child = await startChild({
			name: 'PostgreSQL',
			...account.wrap(programs.postgres, ['-D', data, '-p', String(settings.port), ...flags]),
			env: postgresVariables,
			cwd: data,
			stdio: ['ignore', log, log],
			stopSignal: 'SIGINT',
			killSignal: 'SIGQUIT',
			graceMs: 10_000,
			endsLast: true,
		}).finally(() => closeSync(log))
		if (await becomesReady(child, data)) return child
		await child.stop()
		const said = (readIfThere(logFile) ?? '').trim().split('\n').slice(-3).join(' ')
		// After a crash its last helpers may need an instant to leave; a port may have been taken meanwhile.
		const passing = /shared memory block|Address already in use|could not create any TCP/.test(said)
		if (!passing || attempt === attempts) {
			throw new AppError(
				'database_unavailable',
				`PostgreSQL did not start: ${said} (all it said is in ${logFile})`,
			)
		}
		await pause(500)
	}
}

async function becomesReady(child: Child, data: string): Promise<boolean> {
	const deadline = Date.now() + startPatienceMs
	while (child.isRunning() && Date.now() < deadline) {
		const postmaster = readPostmaster(data)
		if (postmaster?.pid === child.pid && postmaster.ready) return true
		await pause(20)
	}
	return false
}

/** Ends PostgreSQL when this process is gone without a word: a shell that waits for its input to close. */
function watchOver({ pid, ended }: Child): void {
	if (process.platform === 'win32') return
	const watchdog = spawn('/bin/sh', ['-c', 'cat >/dev/null; kill -INT "$1"', 'sh', String(pid)], {
		stdio: ['pipe', 'ignore', 'ignore'],
		detached: true,
	})
	watchdog.on('error', () => {})
	watchdog.unref()
	void ended.then(() => watchdog.kill('SIGKILL'))
}
