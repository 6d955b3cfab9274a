import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { say } from '../progress.mjs'
import { prepareCheckpointKey } from './checkpoint-key.ts'
import type { Child, ChildOptions } from './child.ts'
import { keptText, newSecret } from './files.ts'
import { startBuilt, startNext } from './next-child.ts'

type Variables = Record<string, string | undefined>

const startPatienceMs = 120_000

/** Next's own greeting: the launcher says the same once it is true. */
const greeting =
	/^\s*(▲ Next\.js|- (Local|Network|Environments):|[✓○] (Ready|Starting|Running next\.config)|$)/

/** An address as it is written in a URL. */
export function urlHost(host: string): string {
	return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
}

/** Where this machine itself reaches the console, which may listen on all of its addresses. */
function localUrl({ host, port }: Env): string {
	const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
	return `http://${urlHost(reachable)}:${port}`
}

/**
 * Starts the console and waits until it serves its sign-in page.
 *
 * @param options.variables the console's whole environment
 * @param options.onLine takes what it writes; the terminal unless given
 * @throws AppError `internal` where it ends first, or takes too long
 */
export async function startConsole(options: {
	root: string
	env: Env
	dev: boolean
	variables: Variables
	onLine?: ChildOptions['onLine']
}): Promise<Child> {
	const { root, env, dev, variables, onLine = (line, stream) => say(line, process[stream]) } = options
	let greeted = false
	const running: Parameters<typeof startBuilt>[2] = {
		env: variables,
		onLine: (line, stream) => {
			if (greeted || !greeting.test(line)) onLine(line, stream)
		},
	}
	const address = ['-H', env.host.replace(/^\[|\]$/g, ''), '-p', String(env.port)]
	const child = await (dev
		? startNext(root, 'the console', ['dev', ...address], running)
		: startBuilt(root, 'the console', running))
	const status = await waitUntilServing(child, `${localUrl(env)}/sign-in`)
	greeted = true
	if (status === 'ended') {
		throw new AppError('internal', `The console did not start (${await child.ended}): see above.`)
	}
	if (status !== 200) {
		await child.stop()
		throw new AppError('internal', `The console did not serve its sign-in page (${status}): see above.`)
	}
	return child
}

async function waitUntilServing(child: Child, url: string): Promise<number | 'ended' | 'no answer'> {
	const deadline = Date.now() + startPatienceMs
	let status: number | 'no answer' = 'no answer'
	let failures = 0
	while (child.isRunning() && Date.now() < deadline) {
		const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(60_000) }).catch(
			() => null,
		)
		await answer?.body?.cancel()
		if (answer?.status === 200) return 200
		if (answer) {
			status = answer.status
			failures += 1
			if (failures === 10) return status
		}
		await pause(answer ? 500 : 50)
	}
	return child.isRunning() ? status : 'ended'
}

/**
 * The console's whole environment; the database's owner is none of its business.
 *
 * @throws AppError `invalid_input` where a kept key is none
 */
export function consoleVariables(variables: Variables, env: Env, databaseUrl: string): Variables {
	const { DATABASE_OWNER_URL: _owner, ...rest } = variables
	const { credentials } = env.pod
	return {
		...rest,
		HOST: env.host,
		PORT: String(env.port),
		DATA_DIR: env.dataDir,
		DATABASE_URL: databaseUrl,
		NEXTAUTH_SECRET: env.authSecret ?? keptText(join(env.dataDir, 'auth-secret'), newSecret),
		...prepareCheckpointKey(env),
		...(env.checkpoint.file ? { CHECKPOINT_FILE: env.checkpoint.file } : {}),
		// Reached from this machine alone, under whichever of its names a person types.
		...(env.publicUrl ? {} : { AUTH_TRUST_HOST: 'true' }),
		...(credentials.kind === 'key' ? { SYMPHONY_BOT_PRIVATE_KEY_PATH: credentials.privateKeyPath } : {}),
	}
}
