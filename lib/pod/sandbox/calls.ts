import type { IncomingMessage, ServerResponse } from 'node:http'

/** One call as it arrived. */
export interface RecordedCall {
	at: string
	method: string
	/** The request target exactly as it arrived: path and query, still encoded. */
	target: string
	/** As they arrived, names in lower case; secrets are cut to their last four characters. */
	headers: Record<string, string>
	body: string
	/** `null` while there is no answer, and for ever when the connection was cut. */
	status: number | null
	/** From its arrival until its answer was written whole; `null` as `status` is. */
	tookMs: number | null
	traceId: string | null
	/** When it changed an assignment, which may be after its answer, and as the how manyth change; `null` where it did not. */
	effect: { at: string; number: number } | null
}

const secretHeaders = new Set(['sessiontoken', 'keymanagertoken', 'authorization', 'cookie'])

const lastFour = (secret: string) => `…${secret.slice(-4)}`

function maskedHeaders(incoming: IncomingMessage): Record<string, string> {
	const entries = Object.entries(incoming.headersDistinct).map(([name, values = []]) => {
		const value = values.join(', ')
		return [name, secretHeaders.has(name) ? lastFour(value) : value]
	})
	return Object.fromEntries(entries)
}

/** The body with the login token in it cut to its last four characters. */
function maskedBody(target: string, body: string): string {
	if (!target.startsWith('/login/')) return body
	return body.replace(
		/("token"\s*:\s*")((?:[^"\\]|\\.)*)/g,
		(_all, before: string, token: string) => before + lastFour(token),
	)
}

/** The calls that arrived, the last 50,000 of them at least. */
export class CallList {
	readonly #mostKept: number
	#calls: RecordedCall[] = []
	#effects = 0
	readonly #byRequest = new WeakMap<IncomingMessage, RecordedCall>()

	constructor(mostKept = 50_000) {
		this.#mostKept = mostKept
	}

	/** Notes a call as it arrives; its status follows when the answer has been written whole. */
	note(incoming: IncomingMessage, outgoing: ServerResponse): void {
		const trace = incoming.headers['x-trace-id']
		const arrivedAt = performance.now()
		const call: RecordedCall = {
			at: new Date().toISOString(),
			method: incoming.method ?? '',
			target: incoming.url ?? '',
			headers: maskedHeaders(incoming),
			body: '',
			status: null,
			tookMs: null,
			traceId: typeof trace === 'string' ? trace : null,
			effect: null,
		}
		this.#calls.push(call)
		if (this.#calls.length >= this.#mostKept * 1.2) this.#forgetOldest()
		this.#byRequest.set(incoming, call)
		outgoing.on('finish', () => {
			call.status = outgoing.statusCode
			call.tookMs = Math.round(performance.now() - arrivedAt)
		})
	}

	noteBody(incoming: IncomingMessage, body: string): void {
		const call = this.#byRequest.get(incoming)
		if (call) call.body = maskedBody(call.target, body)
	}

	/** Notes that a call has just changed an assignment. */
	noteEffect(incoming: IncomingMessage): void {
		const call = this.#byRequest.get(incoming)
		this.#effects += 1
		if (call) call.effect = { at: new Date().toISOString(), number: this.#effects }
	}

	/** Oldest first; those of one method where it is given. */
	list(method: string | null = null): readonly RecordedCall[] {
		return method === null ? this.#calls : this.#calls.filter((call) => call.method === method)
	}

	clear(): void {
		this.#calls = []
		this.#effects = 0
	}

	/** Reads go first: there are many of them, and what changed something matters for longer. */
	#forgetOldest(): void {
		let tooMany = this.#calls.length - this.#mostKept
		const kept = this.#calls.filter(({ method }) => method !== 'GET' || --tooMany < 0)
		this.#calls = kept.slice(-this.#mostKept)
	}
}
