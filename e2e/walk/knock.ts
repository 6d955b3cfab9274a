import type { WireAnswer, WireRequest } from '../../scripts/testing/http-client.ts'
import { askings, spoofs } from './headers.ts'
import type { Knocker } from './visitors.ts'

/** One way of asking. */
export interface Manner {
	name: string
	/** As a browser does: the answer is exactly the expected one. */
	isHonest: boolean
	headers: Record<string, string>
}

/** Every way of asking with every set of spoofed headers. */
export const allManners: Manner[] = Object.entries(askings).flatMap(([asking, asked]) =>
	Object.entries(spoofs).map(([spoof, spoofed]) => ({
		name: `${asking}, ${spoof}`,
		isHonest: asking === 'plain' && spoof === 'none',
		headers: { ...asked, ...spoofed },
	})),
)

/**
 * The honest way, and one of the others, which goes round: over all doors every pair of visitor and manner comes up.
 */
export const someManners = (turn: number): Manner[] => [
	plainly,
	...allManners.slice(1 + (turn % (allManners.length - 1))).slice(0, 1),
]

export const [plainly] = allManners.filter(({ isHonest }) => isHonest) as [Manner]

/** A door: an address, or an action at one. */
export interface Knock {
	what: string
	who: Knocker
	manner: Manner
	request: WireRequest
	/** What is wrong with an answer, beside words that must not stand in it. */
	judge(answer: WireAnswer): string | null
}

export function actionRequest(
	url: string,
	action: { id: string },
	path: string,
	input: unknown[],
): WireRequest {
	return {
		method: 'POST',
		path,
		headers: {
			'next-action': action.id,
			'content-type': 'text/plain;charset=UTF-8',
			accept: 'text/x-component',
			origin: url,
		},
		body: JSON.stringify(input),
	}
}

/** The same without Next's script: a form that a page without JavaScript would send. */
export function formRequest(url: string, action: { id: string }, path: string): WireRequest {
	const boundary = 'walk-7MA4YWxkTrZu0gW'
	return {
		method: 'POST',
		path,
		headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, origin: url },
		body: `--${boundary}\r\nContent-Disposition: form-data; name="$ACTION_ID_${action.id}"\r\n\r\n\r\n--${boundary}--\r\n`,
	}
}

export const leadsToSignIn = ({ status, headers, body }: WireAnswer): boolean =>
	(status >= 300 && status < 400 && /\/sign-in/.test(headers.location ?? '')) ||
	// To Next's router, a redirect is a row of its own format.
	(status === 200 && /NEXT_REDIRECT;\w+;\/sign-in/.test(body))

type Send = (request: WireRequest) => Promise<WireAnswer>

/**
 * Asks as Next's router does: it names its headers by a digest in the address, and is sent on to the right one where
 * that is missing. Learned once per manner.
 */
class Router {
	readonly #send: Send
	readonly #digests = new Map<string, string>()

	constructor(send: Send) {
		this.#send = send
	}

	async send(request: WireRequest, manner: Manner): Promise<WireAnswer> {
		if (!manner.headers.rsc) return this.#send(request)
		const known = this.#digests.get(manner.name)
		const answer = await this.#send(known === undefined ? request : withDigest(request, known))
		const [, digest] = /[?&]_rsc=([^&]*)/.exec(answer.headers.location ?? '') ?? []
		if (digest === undefined || digest === known || leadsToSignIn(answer)) return answer
		this.#digests.set(manner.name, digest)
		return this.#send(withDigest(request, digest))
	}
}

const withDigest = (request: WireRequest, digest: string): WireRequest => ({
	...request,
	path: `${request.path}${request.path.includes('?') ? '&' : '?'}_rsc=${digest}`,
})

/** Asks, several at once; gives one line for each answer that is not as it must be. */
export async function knockAll(
	send: Send,
	knocks: Knock[],
	forbidden: (knock: Knock) => readonly string[],
	atOnce = 8,
): Promise<string[]> {
	const problems: string[] = []
	const router = new Router(send)
	const waiting = knocks.values()
	const work = async () => {
		for (const knock of waiting) {
			const { what, who, manner, request } = knock
			const headers = { ...request.headers, cookie: who.cookie, ...manner.headers }
			const answer = await router.send({ ...request, headers }, manner)
			const word = forbidden(knock).find((one) => answer.whole.includes(one))
			const problem = word ? `shows “${word}”` : knock.judge(answer)
			if (problem) problems.push(`${who.name} at ${what} (${manner.name}): ${problem} [${answer.status}]`)
		}
	}
	await Promise.all(Array.from({ length: atOnce }, work))
	return problems
}
