import { readdirSync, readFileSync } from 'node:fs'

/** What processes have used, as Linux tells it; elsewhere not a number. */

const ticksPerSecond = 100

function readStat(pid: number | string): { parent: number; ticks: number } | null {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
		// The name in brackets may hold spaces; the fields after it are numbered from the third.
		const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
		const ticks = [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0)
		return { parent: Number(fields[1]), ticks }
	} catch {
		return null
	}
}

/** Processor time of a process with its children, those that have ended among them, in seconds. */
export function cpuSecondsOf(pid: number | undefined): number {
	const own = pid === undefined ? null : readStat(pid)
	if (!own) return Number.NaN
	const children = readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.flatMap((name) => readStat(name) ?? [])
		.filter(({ parent }) => parent === pid)
	return children.reduce((sum, { ticks }) => sum + ticks, own.ticks) / ticksPerSecond
}
