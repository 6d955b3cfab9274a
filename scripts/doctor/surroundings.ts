import { X509Certificate } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname } from 'node:path'
import type { KnownSettings } from '#lib/env-inspection.ts'
import { findProxyWarnings, secretFiles } from '#lib/env-warnings.ts'
import { AppError } from '#lib/errors.ts'
import { openFileWarning } from '#lib/secret-file.ts'
import { urlHost } from '../launch/console.ts'
import { requirePort } from '../launch/ports.ts'
import { isBelow, nodeFloor } from '../version-floors.ts'
import { type Check, type Outcome, ok, open, warning, wrong } from './check.ts'

type Variables = Record<string, string | undefined>

function describeNode(): Outcome {
	const { node } = process.versions
	return isBelow(node, nodeFloor.floor)
		? wrong(`Node ${node}.`, `Node ${nodeFloor.floor} or newer: ${nodeFloor.reason}`)
		: ok(`Node ${node}.`)
}

/** Node's fetch, and its http, ask a proxy only where they are told to. */
function describeProxy(variables: Variables): Outcome {
	const named = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].filter((name) => variables[name])
	const isUsed =
		variables.NODE_USE_ENV_PROXY === '1' || (variables.NODE_OPTIONS ?? '').includes('--use-env-proxy')
	if (named.length === 0) {
		return isUsed
			? warning('NODE_USE_ENV_PROXY is set, and no proxy is named.', 'Set HTTPS_PROXY, or leave it out.')
			: ok('None is named.')
	}
	if (!isUsed) {
		return warning(
			`${named.join(', ')} ${named.length > 1 ? 'are' : 'is'} set, and Node does not use it by itself.`,
			'Set NODE_USE_ENV_PROXY=1 as well, or leave the proxy out.',
		)
	}
	const exempt = variables.NO_PROXY ?? variables.no_proxy
	return exempt
		? ok('In use for the pod and the provider, but for what NO_PROXY names; never for the database.')
		: warning(
				'In use for every address, this machine’s own included.',
				'Set NO_PROXY=localhost,127.0.0.1,::1 and what else lies inside.',
			)
}

function certificatesIn(path: string): number {
	const blocks = readFileSync(path, 'utf8').match(
		/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g,
	)
	return (blocks ?? []).map((block) => new X509Certificate(block)).length
}

function describeAuthorities(variables: Variables): Outcome {
	if (variables.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
		return wrong(
			'NODE_TLS_REJECT_UNAUTHORIZED=0 turns the check of every certificate off.',
			'Leave it out, and name your own authority in NODE_EXTRA_CA_CERTS.',
		)
	}
	const path = variables.NODE_EXTRA_CA_CERTS
	if (!path) return ok('Those that Node knows (NODE_EXTRA_CA_CERTS is not set).')
	try {
		const count = certificatesIn(path)
		if (count > 0) return ok(`Those that Node knows, and ${count} of NODE_EXTRA_CA_CERTS.`)
		return wrong('The file that NODE_EXTRA_CA_CERTS names holds no certificate.', 'It must be PEM.')
	} catch {
		return wrong(
			'The file that NODE_EXTRA_CA_CERTS names cannot be read, or is no certificate; Node goes on without it.',
			'Correct the path, and let this user read it.',
		)
	}
}

/** Whether something listens there. */
export function isListening(host: string, port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect({ host, port })
		const tell = (listens: boolean) => {
			socket.destroy()
			resolve(listens)
		}
		socket.setTimeout(2_000, () => tell(false))
		socket.once('connect', () => tell(true)).once('error', () => tell(false))
	})
}

/** Whether one of its own consoles has the port: then it is taken rightly. */
async function isConsole(host: string, port: number): Promise<boolean> {
	const answer = await fetch(`http://${urlHost(host)}:${port}/api/health/live`, {
		redirect: 'manual',
		signal: AbortSignal.timeout(3_000),
	}).catch(() => null)
	return (await answer?.text().catch(() => '')) === 'ok'
}

async function describePort({ host, port }: KnownSettings): Promise<Outcome> {
	try {
		const wish = { portVariable: 'PORT', hostVariable: 'HOST', host, port, purpose: 'the console' }
		await requirePort(wish, 0)
		return ok(`${host} port ${port} is free.`)
	} catch (error) {
		if (!(error instanceof AppError)) throw error
		const reached = host === '0.0.0.0' ? '127.0.0.1' : host
		if (await isConsole(reached, port)) return ok(`A console serves on ${host} port ${port}.`)
		return wrong(error.message, 'See what listens there.')
	}
}

const mayWrite = (path: string) => {
	try {
		accessSync(path, constants.W_OK)
		return true
	} catch {
		return false
	}
}

function describeDataDir({ dataDir }: KnownSettings): Outcome {
	let there = dataDir
	while (!existsSync(there)) there = dirname(there)
	if (!statSync(there).isDirectory()) {
		return wrong(`${there} is no folder.`, 'Set DATA_DIR to another place.')
	}
	const saw = there === dataDir ? `${dataDir} can be written.` : `${dataDir} will be made.`
	return mayWrite(there)
		? ok(saw)
		: wrong(
				`${there} cannot be written.`,
				'Make it writable for this user, or set DATA_DIR to another folder.',
			)
}

function describeFiles({ databaseUrl, databaseOwnerUrl, pod, checkpoint }: KnownSettings): Outcome {
	const files = secretFiles({
		databaseUrl,
		databaseOwnerUrl,
		credentials: pod.credentials,
		checkpointKeyPath: checkpoint?.keyPath ?? null,
	}).filter(({ path }) => existsSync(path))
	const warnings = files.flatMap(({ path, what }) => openFileWarning(path, what) ?? [])
	if (warnings.length > 0) return warning(warnings.join(' '), 'The console starts, and says so in its log.')
	return files.length > 0
		? ok(
				`${files.length === 1 ? 'The key file is' : `The ${files.length} key files are`} closed to other users.`,
			)
		: open('There is no key file yet.')
}

function describeFront(known: KnownSettings): Outcome {
	const warnings = findProxyWarnings(known)
	if (warnings.length > 0) return warning(warnings.join(' '), 'The console starts, and says so in its log.')
	return ok(
		known.trustedProxyHops === 0
			? 'People reach the console on this machine.'
			: `${known.trustedProxyHops === 1 ? 'One proxy' : `${known.trustedProxyHops} proxies`} of your own in front, as TRUSTED_PROXY_HOPS says.`,
	)
}

/** The checks of the machine that the console is to run on. */
export function surroundingsChecks(known: KnownSettings, variables: Variables): Check[] {
	return [
		{ what: 'Node', look: describeNode },
		{ what: 'port', look: () => describePort(known) },
		{ what: 'data folder', look: () => describeDataDir(known) },
		{ what: 'key files', look: () => describeFiles(known) },
		{ what: 'proxies in front', look: () => describeFront(known) },
		{ what: 'proxy', look: () => describeProxy(variables) },
		{ what: 'authorities', look: () => describeAuthorities(variables) },
	]
}
