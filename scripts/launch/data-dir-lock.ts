import { randomUUID } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '#lib/errors.ts'
import { readIfThere } from './files.ts'

/**
 * One launcher per data directory. The holder answers on a port of its own that it writes beside the data: it
 * closes with the process, however that ends, and no reused process id can be taken for the holder.
 */
export interface DataDirLock {
	/** Whether an earlier launcher left without letting go. */
	afterCrash: boolean
	/** Tells others that this launcher is on its way out. */
	announceStop(): void
	release(): void
}

interface Holder {
	token: string
	url: string
	stopping: boolean
}

/** How long a holder that is stopping may take; and how long one may take to notice that it has to. */
const stopPatienceMs = 30_000
const noticePatienceMs = 2000

/**
 * Takes the data directory for this process; waits for a holder that is stopping.
 * @throws AppError `conflict` where another launcher runs on it
 */
export async function holdDataDir(dataDir: string, url: string): Promise<DataDirLock> {
	const file = join(dataDir, 'launcher.json')
	const holder: Holder = { token: randomUUID(), url, stopping: false }
	const server = createServer((socket) => {
		socket.on('error', () => {})
		socket.unref()
		socket.write(`${JSON.stringify(holder)}\n`)
	})
	const port = await new Promise<number>((resolve, reject) => {
		server.once('error', reject)
		server.listen(0, '127.0.0.1', () => {
			const address = server.address()
			resolve(typeof address === 'object' && address ? address.port : 0)
		})
	})
	server.unref()
	const lock: DataDirLock = {
		afterCrash: false,
		announceStop: () => {
			holder.stopping = true
		},
		release: () => {
			server.close()
			if (written(file)?.token === holder.token) rmSync(file, { force: true })
		},
	}
	const text = JSON.stringify({ token: holder.token, port })
	const startedAt = Date.now()
	while (!claim(file, text)) {
		const answer = await askHolder(file)
		if (!answer) {
			lock.afterCrash = true
			rmSync(file, { force: true })
		} else if (Date.now() - startedAt > (answer.stopping ? stopPatienceMs : noticePatienceMs)) {
			server.close()
			throw new AppError(
				'conflict',
				`Scopekeeper is already running on the data directory ${dataDir} (${answer.url}): stop it first, or set DATA_DIR to another folder.`,
			)
		} else await pause(100)
	}
	return lock
}

function claim(file: string, text: string): boolean {
	try {
		writeFileSync(file, text, { flag: 'wx', mode: 0o600 })
		return true
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
		throw error
	}
}

function written(file: string): { token: string; port: number } | null {
	try {
		return JSON.parse(readIfThere(file) ?? 'null')
	} catch {
		return null
	}
}

async function askHolder(file: string): Promise<Holder | null> {
	// A file that is just being written reads as empty for an instant.
	if (!written(file)) await pause(200)
	const entry = written(file)
	if (!entry) return null
	const line = await firstLine(entry.port)
	if (line === 'silent') return { token: entry.token, url: 'not answering', stopping: false }
	try {
		const holder = JSON.parse(line ?? 'null') as Holder | null
		return holder?.token === entry.token ? holder : null
	} catch {
		return null
	}
}

/** What the holder says; null when nobody listens. */
function firstLine(port: number): Promise<string | null> {
	return new Promise((resolve) => {
		const socket: Socket = connect({ host: '127.0.0.1', port, timeout: 2000 })
		const settle = (value: string | null) => {
			socket.destroy()
			resolve(value)
		}
		socket.once('data', (chunk) => settle(chunk.toString()))
		socket.once('error', () => settle(null))
		socket.once('end', () => settle(null))
		socket.once('timeout', () => settle('silent'))
	})
}
