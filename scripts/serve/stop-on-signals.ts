import { subscribe } from 'node:diagnostics_channel'
import { Server, type ServerResponse } from 'node:http'
import { stopWorking } from '#lib/stopping.ts'

/** Longer than the pod may take for a PUT and the database for its outcome; what lasts longer is left to recovery. */
const longestStopMs = 17_000

const busy = 'The console is being stopped, and nothing was done. Try again in a moment.\n'

/** The servers of this process and what they are answering, as Node tells of them: Next keeps its server to itself. */
function watchServers() {
	const servers = new Set<Server>()
	const answering = new Set<ServerResponse>()
	subscribe('tracing:net.server.listen:asyncStart', (message) => {
		const { server } = message as { server: unknown }
		if (server instanceof Server) servers.add(server)
	})
	subscribe('http.server.request.start', (message) => {
		const { response } = message as { response: ServerResponse }
		answering.add(response)
		response.once('close', () => answering.delete(response))
	})
	return { servers, answering }
}

/** Lets no connection in and no further request of those that are there. */
function refuseRequests(server: Server): void {
	server.close()
	server.removeAllListeners('request')
	server.on('request', (request, response) => {
		request.resume()
		const headers = { connection: 'close', 'retry-after': '5', 'content-type': 'text/plain; charset=utf-8' }
		response.writeHead(503, headers).end(busy)
	})
}

/** Settles once all of these answers are out, or their askers gone. */
async function untilAnswered(answers: Set<ServerResponse>): Promise<void> {
	const ends = [...answers].map((response) => {
		// Its connection takes no other request.
		if (!response.headersSent) response.setHeader('connection', 'close')
		return new Promise((resolve) => response.once('close', resolve))
	})
	await Promise.all(ends)
}

/**
 * On SIGTERM or SIGINT: takes no request, begins nothing new, lets what is under way end, and then ends this
 * process with exit code 0, whatever still lasts.
 */
export function stopOnSignals(patienceMs = longestStopMs): void {
	// Instead of Next's own way, which knows nothing of work that outlives an answer.
	process.env.NEXT_MANUAL_SIG_HANDLE = 'true'
	const { servers, answering } = watchServers()
	const stop = () => {
		setTimeout(() => process.exit(0), patienceMs)
		for (const server of servers) refuseRequests(server)
		void stopWorking(untilAnswered(answering)).then(() => process.exit(0))
	}
	let stopping = false
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		process.on(signal, () => {
			if (!stopping) stop()
			stopping = true
		})
	}
}
