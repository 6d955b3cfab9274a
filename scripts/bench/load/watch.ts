import { availableParallelism } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import type { RunningConsole } from '../../../e2e/fixtures/console.ts'
import { figure } from '../figures.ts'
import { residentMegabytes } from '../server.ts'
import type { LoadResult } from './plan.ts'
import { cpuSecondsOf } from './processes.ts'

/** What the console and its neighbours use while people are at work. */

interface Use {
	/** Resident memory in megabytes, at the beginning and after each minute. */
	memory: number[]
	/** What JavaScript holds of it, rubbish among it. */
	heap: number[]
	/** Processor seconds of console, sandbox pod and PostgreSQL. */
	cpu: { console: number; sandbox: number; postgres: number }
}

/** Looks at the processes from `warmUpMs` on, for as long as it is measured. */
export async function watchServer(
	console: RunningConsole,
	{ warmUpMs, measuredMs }: { warmUpMs: number; measuredMs: number },
): Promise<Use> {
	const { processes } = console
	const cpuNow = () => ({
		console: cpuSecondsOf(processes.console),
		sandbox: cpuSecondsOf(processes.sandbox),
		postgres: cpuSecondsOf(processes.postgres),
	})
	await pause(warmUpMs)
	const before = cpuNow()
	const memory: number[] = []
	const heap: number[] = []
	const look = async () => {
		memory.push(residentMegabytes(console))
		heap.push(await heapMegabytes(console))
	}
	await look()
	for (let leftMs = measuredMs; leftMs > 0; leftMs -= 60_000) {
		await pause(Math.min(leftMs, 60_000))
		await look()
	}
	const after = cpuNow()
	const cpu = {
		console: after.console - before.console,
		sandbox: after.sandbox - before.sandbox,
		postgres: after.postgres - before.postgres,
	}
	return { memory, heap, cpu }
}

const readMetrics = async ({ url }: RunningConsole) => (await fetch(`${url}/api/metrics`)).text()

async function heapMegabytes(console: RunningConsole): Promise<number> {
	const text = await readMetrics(console)
	return Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(text)?.[1]) / 1024 / 1024
}

/** What the people's work came to at the pod, since the console was started. */
export async function printPod(console: RunningConsole): Promise<void> {
	const text = await readMetrics(console)
	const sum = (name: string, labels = '') =>
		[...text.matchAll(new RegExp(`^scopekeeper_${name}\\{[^}]*${labels}[^}]*\\} (\\d+)`, 'gm'))].reduce(
			(all, [, count]) => all + Number(count),
			0,
		)
	const calls = sum('pod_call_duration_seconds_count')
	figure(
		'calls to the pod, of them repeated',
		`${calls}, ${sum('pod_retries_total')}`,
		'≤ 1.5 per needed one',
	)
	const puts = sum('pod_call_duration_seconds_count', 'method="PUT"')
	figure(
		'PUTs, of them repeated; logins',
		`${puts}, ${sum('pod_retries_total', 'method="PUT"')}; ${sum('pod_logins_total')}`,
	)
}

export function printUse({ memory, heap, cpu }: Use, { cpuSeconds }: LoadResult, measuredMs: number): void {
	const whole = (measuredMs / 1_000) * availableParallelism()
	const share = (seconds: number) => `${Math.round((100 * seconds) / whole)} %`
	figure(
		`of ${availableParallelism()} processors: console, database, pod`,
		[cpu.console, cpu.postgres, cpu.sandbox].map(share).join(', '),
	)
	figure('the people themselves', share(cpuSeconds))
	const [first = Number.NaN] = memory
	const last = memory.at(-1) ?? Number.NaN
	figure('memory of the console, first and last', `${Math.round(first)} MB, ${Math.round(last)} MB`)
	const second = memory[2]
	const tenth = memory[10] ?? last
	if (second === undefined || memory.length <= 3) return
	figure(
		`grown from the 2nd to the ${Math.min(10, memory.length - 1)}th minute`,
		`${(100 * (tenth / second - 1)).toFixed(1)} %`,
		'≤ 5 %',
	)
	const inTurn = (values: number[]) => values.map(Math.round).join(' ')
	figure('memory after each minute', inTurn(memory))
	figure('JavaScript’s part of it', inTurn(heap))
}
