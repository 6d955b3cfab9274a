import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readEnv } from '#lib/env.ts'
import { prepareDataDir } from '../launch/files.ts'
import { machineVariables } from '../launch/next-child.ts'
import { freePort } from '../launch/ports.ts'
import { projectRoot } from '../launch/project-root.ts'
import { startSandbox } from '../launch/sandbox.ts'
import { Database } from './database.ts'
import { Server } from './server.ts'

/** Late effects come sooner than this: see `faults.ts`. */
const settleSeconds = 2

/** Several console servers on one database and one sandbox pod, each a process of its own. */
export interface World {
	servers: readonly Server[]
	database: Database
	/** The sandbox pod's server; its controls are under `/sandbox`. */
	sandboxUrl: string
	/** The database, and all that the servers and it have written: `servers.log`, `postgres.log`. */
	dataDir: string
	/** @param options.keepsData for whoever wants to look into it */
	stop(options: { keepsData: boolean }): Promise<void>
}

/**
 * @param isEnding whether this process is on its way out
 * @throws AppError where something does not start
 */
export async function startWorld(serverCount: number, isEnding: () => boolean): Promise<World> {
	const dataDir = mkdtempSync(join(tmpdir(), 'scopekeeper-torture-'))
	let keepsData = false
	process.once('exit', () => {
		if (!keepsData) rmSync(dataDir, { recursive: true, force: true })
	})
	prepareDataDir(dataDir)
	const sandboxPort = await freePort()
	const variables = {
		...machineVariables(process.env),
		DATA_DIR: dataDir,
		SANDBOX_PORT: String(sandboxPort),
		SYMPHONY_SETTLE_SECONDS: String(settleSeconds),
		// Officers who never rest are what is wanted here.
		RATE_LIMIT_PERCENT: '100000',
	}
	// What is asked of the pod in this process is asked of this one.
	Object.assign(process.env, variables)
	const env = readEnv(variables)
	const [database] = await Promise.all([
		Database.start(dataDir),
		startSandbox({ root: projectRoot, env, variables, isEnding, onStart: () => {} }),
	])
	const logFile = join(dataDir, 'servers.log')
	const start = () => Server.start({ variables, databaseUrl: database.appUrl, logFile })
	const servers = await Promise.all(Array.from({ length: serverCount }, start))
	return {
		servers,
		database,
		sandboxUrl: `http://127.0.0.1:${sandboxPort}`,
		dataDir,
		async stop(options) {
			keepsData = options.keepsData
			await Promise.all(servers.map((server) => server.stop()))
			await database.stop()
		},
	}
}
