import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { processSingleton } from './process-singleton.ts'

/**
 * What this process did, counted where it does it; `/api/metrics` gives it out. Every label comes from a set that the
 * code fixes: never an ID, a name or an address, of which there is no end.
 */

/** Around the aims: 15 ms for a change's own time, 300 ms for a page; the rest tells how far off the tail is. */
const buckets = [0.005, 0.015, 0.03, 0.06, 0.15, 0.3, 1, 3, 10]

function createMeters() {
	const registry = new Registry()
	collectDefaultMetrics({ register: registry })
	const times = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
		new Histogram({ name: `scopekeeper_${name}`, help, labelNames, buckets, registers: [registry] })
	const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
		new Counter({ name: `scopekeeper_${name}`, help, labelNames, registers: [registry] })
	return {
		registry,
		httpRequests: times(
			'http_request_duration_seconds',
			'Requests, from their arrival until the answer was written or given up.',
			['method', 'route', 'status'],
		),
		verbs: times('verb_duration_seconds', 'What was asked of the console, by verb and outcome.', [
			'kind',
			'verb',
			'outcome',
		]),
		podCalls: times('pod_call_duration_seconds', 'Calls to the pod, logins among them, one by one.', [
			'endpoint',
			'method',
			'outcome',
		]),
		podRetries: counter('pod_retries_total', 'Calls to the pod that repeated one before them.', [
			'endpoint',
			'method',
		]),
		podLogins: counter('pod_logins_total', 'Logins at the pod.', ['outcome']),
		podSlots: new Gauge({
			name: 'scopekeeper_pod_calls_now',
			help: 'Reads and writes at the pod that are under way, and those that wait for their turn.',
			labelNames: ['kind', 'state'],
			registers: [registry],
			collect() {
				for (const [kind, watch] of turnstiles()) {
					const { underWay, waiting } = watch()
					this.set({ kind, state: 'under_way' }, underWay)
					this.set({ kind, state: 'waiting' }, waiting)
				}
			},
		}),
	}
}

export const meters = () => processSingleton('metrics', createMeters)

type Watch = () => { underWay: number; waiting: number }
const turnstiles = () => processSingleton('metrics.turnstiles', () => new Map<string, Watch>())

/** Lets the queue before the pod be looked at when metrics are read; the newest of a kind replaces the last. */
export function watchTurns(kind: 'read' | 'write', watch: Watch): void {
	turnstiles().set(kind, watch)
}
