import { once } from 'node:events'
import { type AddressInfo, createServer, connect as openSocket, type Socket } from 'node:net'

/** A way to a database that can be made to swallow every packet: connections are taken, and nothing comes back. */
export interface SwallowingConnection {
	url: string
	/** How many connections have been opened so far. */
	opened(): number
	swallow(): void
	/** Cuts what was swallowed, and lets through again. */
	heal(): void
	close(): Promise<void>
}

/** Stands between a client and the server at `url`. */
export async function startSwallowingConnection(url: string): Promise<SwallowingConnection> {
	const target = new URL(url)
	const sockets = new Set<Socket>()
	let opened = 0
	let isSwallowing = false

	const server = createServer((client) => {
		opened += 1
		const upstream = openSocket(Number(target.port), target.hostname)
		for (const [one, other] of [
			[client, upstream],
			[upstream, client],
		] as const) {
			sockets.add(one)
			one.on('data', (chunk) => void (isSwallowing || other.write(chunk)))
			one.on('error', () => other.destroy())
			one.on('close', () => {
				sockets.delete(one)
				other.destroy()
			})
		}
	})
	const cutAll = () => {
		for (const socket of sockets) socket.destroy()
	}
	await once(server.listen(0, '127.0.0.1'), 'listening')
	const { port } = server.address() as AddressInfo
	return {
		url: Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href,
		opened: () => opened,
		swallow() {
			isSwallowing = true
		},
		heal() {
			isSwallowing = false
			cutAll()
		},
		async close() {
			cutAll()
			server.close()
		},
	}
}
