import { log } from '#lib/log.ts'
import { meters } from '#lib/metrics.ts'
import { readPodAddress } from '#lib/pod-settings.ts'
import { endpointOf } from './endpoints.ts'
import { type Answer, type ExchangeRequest, exchange, type Lost } from './exchange.ts'
import { createHealthTracker, type HealthTracker } from './health.ts'
import { createHolds } from './holds.ts'
import { heldError } from './pod-error.ts'
import { type Credentials, createSessionSource, type SessionSource } from './session-token.ts'

export interface TransportConfig {
	/** For example `https://acme.symphony.com/pod`. */
	podUrl: string
	/** For example `https://acme.symphony.com/login`. */
	loginUrl: string
	credentials: Credentials
}

/** The way to one pod: its address, the console's session with it, and what was last heard of it. */
export interface Transport {
	podUrl: string
	sessions: SessionSource
	health: HealthTracker
	call(request: ExchangeRequest): Promise<Answer | Lost>
	/** How long the pod has asked not to be called like this, in milliseconds; 0: not at all. */
	heldMs(call: Pick<ExchangeRequest, 'url' | 'method'>): number
}

const loginTimeoutMs = 8_000
const maxLoginAnswerBytes = 256 * 1024

/** @throws AppError `invalid_input` for an address or credentials that cannot be used */
export function createTransport(config: TransportConfig): Transport {
	const podUrl = readPodAddress(config.podUrl, 'SYMPHONY_POD_URL')
	const loginUrl = readPodAddress(config.loginUrl, 'SYMPHONY_LOGIN_URL')
	const health = createHealthTracker()
	const holds = createHolds()
	const heldMs: Transport['heldMs'] = (call) => holds.leftMs(holdKey(call))
	const call = async (request: ExchangeRequest) => {
		const result = await exchange(request)
		health.note(result)
		count(request, result)
		logCall(request, result)
		const retryAfterMs = asksToWait(result)
		if (retryAfterMs > 0) holds.note(holdKey(request), retryAfterMs)
		return result
	}
	const sessions = createSessionSource(config.credentials, async (jwt) => {
		const login = { url: `${loginUrl}/pubkey/authenticate`, method: 'POST' } as const
		const retryAfterMs = heldMs(login)
		if (retryAfterMs > 0) throw heldError(retryAfterMs)
		const result = await call({
			...login,
			body: JSON.stringify({ token: jwt }),
			maxAnswerBytes: maxLoginAnswerBytes,
			signal: AbortSignal.timeout(loginTimeoutMs),
		})
		meters().podLogins.inc({ outcome: outcomeOf(result) })
		// A 4xx of the pod is a pod at work, but without a session there is no work for the console.
		if (result.kind === 'answer' && result.status >= 400 && result.status < 500) health.noteFailure('login')
		return result
	})
	return { podUrl, sessions, health, call, heldMs }
}

/** A pod that is busy is so for all calls of a kind; but one pair's PUT that must wait holds up nobody else's. */
const holdKey = ({ url, method }: Pick<ExchangeRequest, 'url' | 'method'>) =>
	`${method} ${method === 'PUT' ? url : endpointOf(url)}`

function asksToWait(result: Answer | Lost): number {
	const mayAsk = result.kind === 'answer' && (result.status === 429 || result.status === 503)
	return (mayAsk && result.retryAfterMs) || 0
}

/** Statuses that ask operators for different things; the others are told by their hundred. */
const toldApart = new Set([401, 403, 404, 408, 429])

function outcomeOf(result: Answer | Lost): string {
	if (result.kind === 'lost') return result.cause
	const { status } = result
	return toldApart.has(status) ? `${status}` : `${Math.floor(status / 100)}xx`
}

function count({ url, method, repeats }: ExchangeRequest, result: Answer | Lost): void {
	const labels = { endpoint: endpointOf(url), method }
	meters().podCalls.observe({ ...labels, outcome: outcomeOf(result) }, result.tookMs / 1000)
	if (repeats) meters().podRetries.inc(labels)
}

/** Method and path, whose identifiers may be told; never the query or the body, where people's words stand. */
function logCall({ method, url }: ExchangeRequest, result: Answer | Lost): void {
	const { status, traceId, tookMs } = result
	const code = result.kind === 'lost' ? { code: result.code } : {}
	const told = { method, path: new URL(url).pathname, status, outcome: outcomeOf(result), ...code }
	const call = { ...told, ms: Math.round(tookMs), traceId }
	log().info({ kind: 'pod', ...call }, 'called')
}
