import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '#lib/errors.ts'

/** Tries to listen; gives the port, or the error's code. */
function tryPort(host: string, port: number): Promise<{ port: number } | { code: string }> {
	return new Promise((resolve) => {
		const server = createServer()
		server.once('error', (error: NodeJS.ErrnoException) => resolve({ code: error.code ?? 'unknown' }))
		server.listen({ host, port, exclusive: true }, () => {
			const address = server.address()
			const bound = typeof address === 'object' && address ? address.port : port
			server.close(() => resolve({ port: bound }))
		})
	})
}

/** A free port of this machine: the preferred one where it is free. */
export async function freePort(preferred = 0): Promise<number> {
	const first = await tryPort('127.0.0.1', preferred)
	if ('port' in first) return first.port
	const second = await tryPort('127.0.0.1', 0)
	if ('port' in second) return second.port
	throw new AppError('internal', `No port of 127.0.0.1 can be listened on (${second.code}).`)
}

export interface PortWish {
	/** The variables that name it. */
	portVariable: string
	hostVariable?: string
	host: string
	port: number
	/** What wants it, in words. */
	purpose: string
}

/**
 * Makes sure that an address can be listened on. Waits a little for a port that an earlier launcher's children
 * are still giving back.
 * @throws AppError `invalid_input`
 */
export async function requirePort(wish: PortWish, patienceMs: number): Promise<void> {
	const deadline = Date.now() + patienceMs
	let found = await tryPort(wish.host, wish.port)
	while ('code' in found && found.code === 'EADDRINUSE' && Date.now() < deadline) {
		await pause(100)
		found = await tryPort(wish.host, wish.port)
	}
	if ('code' in found) throw new AppError('invalid_input', sentenceFor(wish, found.code))
}

function sentenceFor({ portVariable, hostVariable, host, port, purpose }: PortWish, code: string): string {
	const other = `set ${portVariable} to another port`
	if (code === 'EADDRINUSE') {
		return `Port ${port} on ${host}, meant for ${purpose}, is already in use: stop what listens there, or ${other}.`
	}
	if (code === 'EACCES') return `Port ${port}, meant for ${purpose}, needs special rights: ${other}.`
	return `${purpose} cannot listen on ${host} port ${port} (${code}): check ${hostVariable ?? portVariable}.`.replace(
		/^./,
		(first) => first.toUpperCase(),
	)
}
