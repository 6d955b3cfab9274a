import { Agent, request } from 'node:http'

/** One request as it is written on the wire: any header, `host` and `origin` included. */
export interface WireRequest {
	path: string
	method?: string
	headers?: Record<string, string | string[]>
	body?: string | Uint8Array
}

export interface WireAnswer {
	status: number
	headers: Record<string, string>
	/** The headers, one a line, and the body: everything in which something could be read. */
	whole: string
	body: string
}

/** Asks one server over connections that are kept; follows nothing and adds no header of its own but the length. */
export class HttpClient {
	readonly url: string
	readonly #agent: Agent

	constructor(url: string, connections = 8) {
		this.url = url
		this.#agent = new Agent({ keepAlive: true, maxSockets: connections })
	}

	/** @throws Error where the connection ends without an answer */
	send({ path, method = 'GET', headers = {}, body }: WireRequest): Promise<WireAnswer> {
		const { hostname, port } = new URL(this.url)
		return new Promise((resolve, reject) => {
			const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
			const sent = request(
				{ agent: this.#agent, hostname, port, path, method, headers: { ...length, ...headers } },
				(answer) => {
					const parts: Buffer[] = []
					answer.on('data', (part: Buffer) => parts.push(part))
					answer.once('error', reject)
					answer.once('end', () => {
						const text = Buffer.concat(parts).toString('utf8')
						const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`)
						resolve({
							status: answer.statusCode ?? 0,
							headers: Object.fromEntries(
								Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
							),
							whole: `${lines.join('\n')}\n\n${text}`,
							body: text,
						})
					})
				},
			)
			sent.once('error', reject)
			sent.end(body)
		})
	}

	close(): void {
		this.#agent.destroy()
	}
}
