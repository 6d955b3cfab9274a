import { Agent, type IncomingMessage, request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { askByLink } from './link.ts'
import type { LoadKind } from './plan.ts'

export interface Reply {
	status: number
	text(): string
}

interface Sent {
	headers?: Record<string, string>
	body?: string
}

/** What is noted of each request. */
export interface Tally {
	took(kind: LoadKind, ms: number): void
	failed(kind: LoadKind, what: string): void
	asked(person: number): void
}

/** As much of a browser as a server notices: a cookie, kept connections, and answers that are read whole. */
export class Browser {
	readonly #agent = new Agent({ keepAlive: true, maxSockets: 6 })
	readonly #url: URL
	readonly #cookie: string
	readonly #person: number
	readonly #tally: Tally
	#opened = 0
	#at = ''

	constructor(given: { url: string; cookie: string; person: number; tally: Tally }) {
		this.#url = new URL(given.url)
		this.#cookie = given.cookie
		this.#person = given.person
		this.#tally = given.tally
	}

	get(kind: LoadKind, path: string): Promise<Reply> {
		return this.#send(kind, path, {})
	}

	/** Goes to a page: the first, and one in ten after it, by its address; the others by a link on the page before. */
	async open(kind: LoadKind, path: string): Promise<Reply> {
		const from = this.#at
		this.#at = path
		this.#opened += 1
		if (this.#opened % 10 === 1 || from === path) return this.get(kind, path)
		const link = await askByLink(from, path)
		return this.#send(kind, link.path, { headers: link.headers })
	}

	/** Calls a server action; one that was not taken counts as failed. */
	async act(kind: LoadKind, actionId: string, input: unknown): Promise<string> {
		const reply = await this.#send(kind, '/assign', {
			headers: {
				'next-action': actionId,
				'content-type': 'text/plain;charset=UTF-8',
				accept: 'text/x-component',
				origin: this.#url.origin,
			},
			body: JSON.stringify([input]),
		})
		const text = reply.text()
		if (reply.status === 200 && !text.includes('"ok":true')) this.#tally.failed(kind, text.slice(0, 300))
		return text
	}

	end(): void {
		this.#agent.destroy()
	}

	#send(kind: LoadKind, path: string, given: Sent): Promise<Reply> {
		const { headers = {}, body } = given
		this.#tally.asked(this.#person)
		const begunAt = performance.now()
		return new Promise((resolve) => {
			const fail = (error: NodeJS.ErrnoException) => {
				// The server closes an idle connection in the moment in which it is taken up: a browser asks again, too.
				if (error.code === 'ECONNRESET' && call.reusedSocket) {
					return resolve(this.#send(kind, path, given))
				}
				this.#tally.failed(kind, error.message)
				resolve({ status: 0, text: () => '' })
			}
			const call = request(
				{
					agent: this.#agent,
					host: this.#url.hostname,
					port: this.#url.port,
					path,
					method: body === undefined ? 'GET' : 'POST',
					headers: {
						host: this.#url.host,
						cookie: this.#cookie,
						'accept-encoding': 'gzip',
						...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
						...headers,
					},
				},
				(response) => {
					const chunks: Buffer[] = []
					response.on('data', (chunk: Buffer) => chunks.push(chunk))
					response.on('error', fail)
					response.on('end', () => {
						this.#tally.took(kind, performance.now() - begunAt)
						const status = response.statusCode ?? 0
						const text = () => decode(response, Buffer.concat(chunks))
						if (status !== 200) this.#tally.failed(kind, `${path}: ${status} ${text().slice(0, 200)}`)
						resolve({ status, text })
					})
				},
			)
			call.on('error', fail)
			call.end(body)
		})
	}
}

const decode = ({ headers }: IncomingMessage, body: Buffer) =>
	(headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString()
