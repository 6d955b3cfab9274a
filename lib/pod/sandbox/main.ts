import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type SandboxSettings, startSandboxPod } from './server.ts'

function fail(sentence: string): never {
	process.stderr.write(`${sentence}\n`)
	process.exit(1)
}

function wholeNumber(name: string, text: string): number {
	if (!/^\d{1,9}$/.test(text)) fail(`--${name} must be a whole number, not "${text}".`)
	return Number(text)
}

function readArguments(): { settings: SandboxSettings; withParent: boolean } {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '4010' },
			users: { type: 'string', default: '2000' },
			groups: { type: 'string', default: '60' },
			'latency-ms': { type: 'string', default: '0' },
			'data-dir': { type: 'string' },
			'public-key': { type: 'string' },
			seed: { type: 'string' },
			'with-parent': { type: 'boolean', default: false },
		},
	})
	const publicKey =
		values['public-key'] ?? fail('--public-key must name the PEM file of the registered public key.')
	return {
		settings: {
			port: wholeNumber('port', values.port),
			users: wholeNumber('users', values.users),
			groups: wholeNumber('groups', values.groups),
			latencyMs: wholeNumber('latency-ms', values['latency-ms']),
			dataDir: values['data-dir'] ?? null,
			publicKeyPem: readFileSync(publicKey, 'utf8'),
			...(values.seed !== undefined && { seed: wholeNumber('seed', values.seed) }),
		},
		withParent: values['with-parent'],
	}
}

function reason(error: unknown, port: number | undefined): string {
	if (!(error instanceof Error)) return String(error)
	if ('code' in error && error.code === 'EADDRINUSE') {
		return `Port ${port} is in use; stop what listens there or set SANDBOX_PORT to another port.`
	}
	return `The sandbox pod cannot start: ${error.message}`
}

let port: number | undefined
try {
	const { settings, withParent } = readArguments()
	port = settings.port
	const pod = await startSandboxPod(settings)
	const stop = () => void pod.close().then(() => process.exit(0))
	process.once('SIGTERM', stop)
	process.once('SIGINT', stop)
	// A launcher that is killed cannot send a signal, but the end of its pipe tells.
	if (withParent) process.stdin.resume().once('end', stop).once('close', stop)
	process.stdout.write(`Sandbox pod ready at ${pod.url}\n`)
} catch (error) {
	fail(reason(error, port))
}
