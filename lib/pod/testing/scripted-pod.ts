import { generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Server, Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { createPodClient, type PodClient, type PodClientConfig } from '../client.ts'

/** One pair of keys for all tests of a file: making one takes a while. */
export const botKeys = generateKeyPairSync('rsa', {
	modulusLength: 2048,
	publicKeyEncoding: { type: 'spki', format: 'pem' },
	privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

/** One request as it arrived. */
export interface Arrival {
	method: string
	/** The request target exactly as it arrived. */
	target: string
	headers: IncomingMessage['headers']
	body: string
	/** How many of its kind (logins, or others) arrived before it. */
	number: number
}

export type Respond = (response: ServerResponse, arrival: Arrival) => void

export interface ScriptedPod {
	url: string
	logins: Arrival[]
	/** All but the logins. */
	calls: Arrival[]
	/** What calls are answered with from now on. */
	onCall(respond: Respond): void
	/** What logins are answered with from now on; at first each gets a new session token. */
	onLogin(respond: Respond): void
	client(config?: Partial<PodClientConfig>): PodClient
	/** From now on connections are refused. */
	stop(): Promise<void>
}

/** An HTTP server that answers as a test tells it, for what no well-built pod would do. Ends with the test. */
export async function startScriptedPod(): Promise<ScriptedPod> {
	const logins: Arrival[] = []
	const calls: Arrival[] = []
	let respond: Respond = json(200, {})
	let respondToLogin: Respond = (response, arrival) =>
		json(200, { token: `session-${arrival.number + 1}` })(response, arrival)
	const server = createServer(async (request, response) => {
		const isLogin = request.url === '/login/pubkey/authenticate'
		const list = isLogin ? logins : calls
		const arrival = await receive(request, list)
		if (isLogin) respondToLogin(response, arrival)
		else respond(response, arrival)
	})
	const { port, stop } = await listen(server)
	const url = `http://127.0.0.1:${port}`
	return {
		url,
		logins,
		calls,
		onCall: (next) => {
			respond = next
		},
		onLogin: (next) => {
			respondToLogin = next
		},
		client: (config = {}) => createPodClient({ ...configFor(url), ...config }),
		stop,
	}
}

/** A client's configuration for a pod at `url`. */
export const configFor = (url: string): PodClientConfig => ({
	podUrl: `${url}/pod`,
	loginUrl: `${url}/login`,
	credentials: { kind: 'key', username: 'test-bot', privateKeyPem: botKeys.privateKey },
	groupType: 'ROLE_SCOPE',
	globalGroupId: null,
})

async function receive(request: IncomingMessage, list: Arrival[]): Promise<Arrival> {
	const arrival: Arrival = {
		method: request.method ?? '',
		target: request.url ?? '',
		headers: request.headers,
		body: '',
		number: list.length,
	}
	list.push(arrival)
	for await (const chunk of request) arrival.body += chunk
	return arrival
}

/** Listens on a free port of 127.0.0.1 until the test is over. */
export async function listen(server: Server): Promise<{ port: number; stop: () => Promise<void> }> {
	const sockets = new Set<Socket>()
	server.on('connection', (socket) => {
		sockets.add(socket)
		socket.on('close', () => sockets.delete(socket))
		// A test may break connections on purpose.
		socket.on('error', () => {})
	})
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve)
	})
	const stop = () =>
		new Promise<void>((resolve) => {
			server.close(() => resolve())
			for (const socket of sockets) socket.destroy()
		})
	onTestFinished(stop)
	return { port: (server.address() as AddressInfo).port, stop }
}

export const json =
	(status: number, body: unknown, headers: Record<string, string> = {}): Respond =>
	(response) => {
		response.writeHead(status, { 'content-type': 'application/json', ...headers })
		response.end(typeof body === 'string' ? body : JSON.stringify(body))
	}

export const html =
	(status: number): Respond =>
	(response) => {
		response.writeHead(status, { 'content-type': 'text/html' })
		response.end('<!doctype html><title>Gateway</title><h1>Not the pod</h1>')
	}

export const cut: Respond = (response) => {
	response.socket?.destroy()
}

export const hang: Respond = () => {}

/** Answers the first arrivals with the first scripts, one each, and all later ones with the last. */
export const inTurn =
	(...scripts: [Respond, ...Respond[]]): Respond =>
	(response, arrival) => {
		const script = scripts[Math.min(arrival.number, scripts.length - 1)]
		script?.(response, arrival)
	}
