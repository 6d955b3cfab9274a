import { type AddressInfo, createServer, connect as openSocket, type Socket } from 'node:net'
import { createMessageReader, type Message, sqlOf } from './message-reader.ts'

/**
 * What becomes of one statement: whether the server gets it, whether the client hears of it, and whether the
 * server can be reached afterwards.
 */
export interface Fault {
	reachesServer: boolean
	/** The connection is cut, or stays open and says nothing for good. */
	ends: 'cut' | 'silence'
	/** How long it says nothing before it is cut. */
	silentMs?: number
	/** Every other connection is cut too, and none is let in, until `heal`. */
	awayAfterwards?: boolean
}

/** A way to a database that can be made to fail at a statement. */
export interface FaultyConnection {
	url: string
	/** The statements asked for so far, oldest first, as SQL. */
	statements: readonly string[]
	/** Strikes the `number`th statement from the start (from 1). */
	failAt(number: number, fault: Fault): void
	/** Whether the fault has struck. */
	hasStruck(): boolean
	heal(): void
	close(): Promise<void>
}

/** Stands between a client and the server at `url`, a PostgreSQL reached over TCP without TLS. */
export async function startFaultyConnection(url: string): Promise<FaultyConnection> {
	const target = new URL(url)
	const statements: string[] = []
	const clients = new Set<Socket>()
	let planned: { number: number; fault: Fault } | null = null
	let struck = false
	let away = false

	const cutAll = () => {
		for (const client of clients) client.destroy()
	}

	/** The fault of the statement that has just come, if it is its turn. */
	function take(statement: string): Fault | null {
		statements.push(statement)
		if (planned?.number !== statements.length) return null
		const { fault } = planned
		planned = null
		struck = true
		away = fault.awayAfterwards ?? false
		return fault
	}

	const server = createServer((client) => {
		if (away) return client.destroy()
		clients.add(client)
		const upstream = openSocket(Number(target.port), target.hostname)
		relay(client, upstream, take, (fault) => {
			if (fault.awayAfterwards) cutAll()
			else if (fault.silentMs) setTimeout(() => client.destroy(), fault.silentMs)
			else if (fault.ends === 'cut') client.destroy()
		})
		client.on('close', () => clients.delete(client))
	})
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
	const { port } = server.address() as AddressInfo
	return {
		url: Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href,
		statements,
		failAt(number, fault) {
			planned = { number, fault }
		},
		hasStruck: () => struck,
		heal() {
			away = false
		},
		close() {
			cutAll()
			return new Promise((resolve) => server.close(() => resolve()))
		},
	}
}

/** After these a client waits for the server, or goes: the start, a password, Query, Sync, Terminate. */
const waitsForAnswer = new Set(['', 'p', 'Q', 'S', 'X'])

/** Passes everything on, both ways, until a statement's fault strikes. */
function relay(
	client: Socket,
	upstream: Socket,
	take: (statement: string) => Fault | null,
	end: (fault: Fault) => void,
): void {
	const fromClient = createMessageReader(true)
	const fromServer = createMessageReader(false)
	let asked: Message[] = []
	let fault: Fault | null = null
	client.on('data', (chunk) => {
		for (const message of fromClient(chunk)) {
			if (fault) return
			asked.push(message)
			if (!waitsForAnswer.has(message.type)) continue
			if (message.type === 'Q' || message.type === 'S') fault = take(sqlOf(asked))
			if (!fault || fault.reachesServer) upstream.write(Buffer.concat(asked.map(({ bytes }) => bytes)))
			else end(fault)
			asked = []
		}
	})
	upstream.on('data', (chunk) => {
		if (!fault) client.write(chunk)
		// ReadyForQuery: the server has done all that was asked.
		else if (fromServer(chunk).some(({ type }) => type === 'Z')) end(fault)
	})
	for (const [one, other] of [
		[client, upstream],
		[upstream, client],
	] as const) {
		one.on('close', () => other.destroy())
		one.on('error', () => other.destroy())
	}
}
