import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '#lib/errors.ts'
import { readIfThere } from './files.ts'

const fastShutdown = 'SIGINT'
const immediateShutdown = 'SIGQUIT'

/** The process that PostgreSQL's own lock file names, and whether it says that it takes connections. */
export function readPostmaster(data: string): { pid: number; ready: boolean } | null {
	const lines = readIfThere(join(data, 'postmaster.pid'))?.split('\n')
	const pid = Number(lines?.[0])
	return Number.isInteger(pid) && pid > 1 ? { pid, ready: lines?.[7]?.trim() === 'ready' } : null
}

/** Whether a process is a living PostgreSQL: its number may belong to another by now, or to a dead one nobody buried. */
function isPostgres(pid: number): boolean {
	try {
		process.kill(pid, 0)
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
	}
	if (process.platform !== 'linux') return true
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
	} catch {
		return false
	}
}

async function waitUntilGone(pid: number, patienceMs: number): Promise<boolean> {
	const deadline = Date.now() + patienceMs
	while (isPostgres(pid)) {
		if (Date.now() > deadline) return false
		await pause(50)
	}
	return true
}

/**
 * Stops a PostgreSQL that an earlier launcher left behind on this data, so that the next start finds it in order.
 * The caller holds the data directory: whatever still runs on it has no launcher.
 *
 * @throws AppError `conflict` where it does not end
 */
export async function stopOrphan(data: string): Promise<void> {
	const found = readPostmaster(data)
	if (!found) return
	for (const signal of [fastShutdown, immediateShutdown] as const) {
		if (!isPostgres(found.pid)) break
		process.kill(found.pid, signal)
		await waitUntilGone(found.pid, 15_000)
	}
	if (isPostgres(found.pid)) {
		throw new AppError(
			'conflict',
			`A PostgreSQL of an earlier start (process ${found.pid}) still runs on ${data} and does not end: end it, and try again.`,
		)
	}
	// It is removed in good order; after a crash it names a number that may be another process's by now.
	rmSync(join(data, 'postmaster.pid'), { force: true })
}
