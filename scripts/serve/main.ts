import { existsSync } from 'node:fs'
import { type Env, readEnv } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { stopOnSignals } from './stop-on-signals.ts'

/**
 * What runs the build: under `npm start`, and by itself in an image. It stands in the tree that the build puts
 * together (see `../launch/standalone.ts`), beside Next's `server.js`.
 */

function refuse(sentence: string): never {
	throw new AppError('invalid_input', sentence)
}

/** What the launcher would have made or started, and what nobody makes where there is none. */
function requireGiven({ databaseUrl, checkpoint, pod }: Env): string {
	if (pod.sandbox) {
		refuse(
			'There is no sandbox pod here: set SYMPHONY_POD_URL to the pod’s address, such as https://acme.symphony.com/pod.',
		)
	}
	if (!databaseUrl) {
		refuse('There is no embedded PostgreSQL here: set DATABASE_URL to the address of the app’s role.')
	}
	if (!checkpoint.origin || !existsSync(checkpoint.keyPath)) {
		refuse(
			'The record’s checkpoints need a name and a key: set CHECKPOINT_ORIGIN, and CHECKPOINT_KEY_PATH to a file that holds an Ed25519 key, the same for every instance.',
		)
	}
	return databaseUrl
}

/** The launcher has looked at all this before it starts a server. */
async function checkAlone(env: Env): Promise<void> {
	const databaseUrl = requireGiven(env)
	const { requireDatabase, requireMigrated } = await import('../launch/database.ts')
	await requireDatabase('DATABASE_URL', databaseUrl)
	await requireMigrated(databaseUrl)
}

async function serve(): Promise<void> {
	const { env: variables } = process
	stopOnSignals()
	const env = readEnv(variables)
	if (variables.SCOPEKEEPER_LAUNCHER !== String(process.ppid)) await checkAlone(env)
	// Next listens where these say.
	variables.HOSTNAME = env.host.replace(/^\[|\]$/g, '')
	variables.PORT = String(env.port)
	// Longer than proxies in front keep theirs: a connection that they take up again is never one that just closed.
	variables.KEEP_ALIVE_TIMEOUT ??= '65000'
	await import(new URL('../../server.js', import.meta.url).href)
}

// Whoever read the output may have stopped reading; that ends nothing.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

await serve().catch((error: unknown) => {
	const foreseen = error instanceof AppError
	const text = error instanceof Error && !foreseen ? (error.stack ?? error.message) : String(error)
	process.stderr.write(`${foreseen ? error.message : `The console could not start. ${text}`}\n`)
	process.exit(1)
})
