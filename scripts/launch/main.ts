import { type Env, readEnv } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { say, step } from '../progress.mjs'
import { build, buildIsCurrent } from './build.ts'
import { consoleVariables, startConsole, urlHost } from './console.ts'
import { holdDataDir } from './data-dir-lock.ts'
import { migrate, requireDatabase, requireMigrated } from './database.ts'
import { end, endOnSignals, endWhenItEnds, isEnding, releaseAtEnd } from './ending.ts'
import { prepareDataDir } from './files.ts'
import { requirePort } from './ports.ts'
import { startPostgres } from './postgres.ts'
import { projectRoot } from './project-root.ts'
import { startSandbox } from './sandbox.ts'

type Variables = Record<string, string | undefined>

export interface LaunchOptions {
	/** Next's development server instead of the build. */
	dev: boolean
	variables: Variables
	/** Calls back when whoever started this process is gone without a signal. */
	whenAbandoned: (callback: () => void) => void
}

/** How long a crashed launcher's children may take to notice and give their ports back. */
const portPatienceMs = 10_000

/** Refuses, before any long step, what could not work. */
async function checkFirst(env: Env, afterCrash: boolean): Promise<void> {
	const { host, port } = env
	const patienceMs = afterCrash ? portPatienceMs : 0
	await requirePort(
		{ portVariable: 'PORT', hostVariable: 'HOST', host, port, purpose: 'the console' },
		patienceMs,
	)
	if (env.pod.sandbox) {
		const wish = { portVariable: 'SANDBOX_PORT', host: '127.0.0.1', port: env.sandbox.port }
		await requirePort({ ...wish, purpose: 'the sandbox pod' }, patienceMs)
	}
	if (env.databaseUrl) await requireDatabase('DATABASE_URL', env.databaseUrl)
	if (env.databaseOwnerUrl && !env.databaseUrl) {
		throw new AppError(
			'invalid_input',
			'DATABASE_OWNER_URL is set without DATABASE_URL: set both or neither.',
		)
	}
	if (env.databaseOwnerUrl) await requireDatabase('DATABASE_OWNER_URL', env.databaseOwnerUrl)
}

/** Gives the address of the app's database, brought up to date. */
async function bringUpDatabase({ databaseUrl, databaseOwnerUrl, dataDir }: Env): Promise<string> {
	if (databaseUrl) {
		await step(databaseOwnerUrl ? 'Applying migrations' : 'Looking at the database', () =>
			databaseOwnerUrl ? migrate(databaseUrl, databaseOwnerUrl) : requireMigrated(databaseUrl),
		)
		return databaseUrl
	}
	const [{ child, appUrl, ownerUrl }] = await step('Starting PostgreSQL', () =>
		// The largest library of the launcher is read meanwhile.
		Promise.all([startPostgres(dataDir), import('#lib/db/migrate.ts')]),
	)
	endWhenItEnds(child)
	tellStarter({ postgres: child.pid })
	await step('Applying migrations', () => migrate(appUrl, ownerUrl))
	return appUrl
}

/** Tells a process that started this one over a channel, such as a test, what runs. */
function tellStarter(processes: { postgres?: number; sandbox?: number; console?: number }): void {
	if (process.connected) process.send?.({ processes })
}

function bringUpSandbox(env: Env, variables: Variables): Promise<void> {
	return startSandbox({
		root: projectRoot,
		env,
		variables,
		isEnding,
		onStart: (child) => tellStarter({ sandbox: child.pid }),
	})
}

async function bringUp({ dev, variables }: LaunchOptions): Promise<void> {
	const env = readEnv(variables)
	const url = `http://${urlHost(env.host)}:${env.port}`
	prepareDataDir(env.dataDir)
	const lock = await holdDataDir(env.dataDir, url)
	releaseAtEnd(lock)
	await checkFirst(env, lock.afterCrash)
	if (!dev && !buildIsCurrent(projectRoot)) {
		await step('Building the console', () => build(projectRoot, variables), { about: 'about a minute' })
	}
	// It needs nothing of the database: both come up at once.
	const sandbox = env.pod.sandbox ? bringUpSandbox(env, variables) : null
	sandbox?.catch(() => {})
	const databaseUrl = await bringUpDatabase(env)
	if (sandbox) await step('Starting the sandbox pod', () => sandbox)
	const console = await step('Starting the console', () =>
		startConsole({ root: projectRoot, env, dev, variables: consoleVariables(variables, env, databaseUrl) }),
	)
	endWhenItEnds(console)
	tellStarter({ console: console.pid })
	say(`Scopekeeper ready at ${url}`)
	if (env.publicUrl) say(`People reach it at ${env.publicUrl}`)
	say(
		env.oidc
			? 'To sign in, open it and choose “Continue with single sign-on”.'
			: 'To sign in, open it and choose a role: this is the sandbox, no password is asked.',
	)
	say('To stop, press Ctrl-C.')
}

/** Starts everything and stays until it is asked to end; says in one sentence why it cannot. */
export async function launch(options: LaunchOptions): Promise<void> {
	endOnSignals(options.whenAbandoned)
	try {
		await bringUp(options)
	} catch (error) {
		if (isEnding()) return
		const foreseen = error instanceof AppError
		const text = error instanceof Error && !foreseen ? (error.stack ?? error.message) : null
		say(foreseen ? error.message : `Scopekeeper could not start. ${text ?? error}`, process.stderr)
		await end(1)
	}
}
