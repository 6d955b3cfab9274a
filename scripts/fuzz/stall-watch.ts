import type { HttpClient } from '../testing/http-client.ts'

const longestStallSeconds = 0.2
/** A server that was held up by its own work has used the processor; one that was not let run has not. */
const leastWorkSeconds = 0.15

/** Whether the server's one thread was held up, as the server's own metrics tell. */
export class StallWatch {
	readonly #client: HttpClient
	readonly #opsToken: string
	#workBefore = 0

	constructor(client: HttpClient, opsToken: string) {
		this.#client = client
		this.#opsToken = opsToken
	}

	/** Begins a time to look at: the longest stall is told since the last time it was asked for. */
	async begin(): Promise<void> {
		this.#workBefore = (await this.#read()).workSeconds
	}

	async hasStalled(): Promise<boolean> {
		const { stallSeconds, workSeconds } = await this.#read()
		return stallSeconds > longestStallSeconds && workSeconds - this.#workBefore > leastWorkSeconds
	}

	async #read(): Promise<{ stallSeconds: number; workSeconds: number }> {
		const { body } = await this.#client.send({
			path: '/api/metrics',
			headers: { authorization: `Bearer ${this.#opsToken}` },
		})
		return {
			stallSeconds: sampleOf(body, 'nodejs_eventloop_lag_max_seconds'),
			workSeconds: sampleOf(body, 'process_cpu_seconds_total'),
		}
	}
}

/** @throws Error where there is no such metric: nothing would be watched */
function sampleOf(metrics: string, name: string): number {
	const [, value] = new RegExp(`^${name} ([\\d.e+-]+)`, 'm').exec(metrics) ?? []
	if (value === undefined) throw new Error(`the server tells no ${name}: ${metrics.slice(0, 200)}`)
	return Number(value)
}
