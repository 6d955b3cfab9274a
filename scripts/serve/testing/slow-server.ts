import { createServer, type ServerResponse } from 'node:http'
import { closeAtStop, isStopping } from '#lib/stopping.ts'
import { stopOnSignals } from '../stop-on-signals.ts'

/**
 * A server that stops as the console does, and answers `/slow` only when it is told to.
 * Argument: how long a stop may take, in milliseconds.
 */

stopOnSignals(Number(process.argv[2]))
const waiting: ServerResponse[] = []
const server = createServer((request, response) => {
	if (request.url !== '/slow') return void response.end('served')
	waiting.push(response)
	process.send?.('asked')
})
closeAtStop(async () => process.send?.(isStopping() ? 'closed' : 'closed too early'))
process.on('message', () => {
	for (const response of waiting) response.end('late')
})
server.listen(0, '127.0.0.1', () => process.send?.(server.address()))
