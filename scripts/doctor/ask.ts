import { describeNetworkFailure, type LostCause } from '#lib/pod/network-failure.ts'
import { type Outcome, warning, wrong } from './check.ts'

export interface Answered {
	kind: 'answered'
	status: number
	/** `undefined` where it is no JSON. */
	json: unknown
	/** By how much the other's clock is ahead of ours; `null` where it does not say. */
	aheadMs: number | null
}

export interface Unanswered {
	kind: 'unanswered'
	cause: LostCause
	code: string | null
}

const patienceMs = 8_000
const mostCharacters = 1_000_000

/** One GET without a word of who asks; follows no redirect. */
export async function ask(url: string): Promise<Answered | Unanswered> {
	const signal = AbortSignal.timeout(patienceMs)
	try {
		const begunMs = Date.now()
		const response = await fetch(url, {
			redirect: 'manual',
			headers: { accept: 'application/json', 'user-agent': 'scopekeeper' },
			signal,
		})
		const heardMs = (begunMs + Date.now()) / 2
		const text = (await response.text()).slice(0, mostCharacters)
		return {
			kind: 'answered',
			status: response.status,
			json: parse(text),
			aheadMs: aheadOf(response, heardMs),
		}
	} catch (error) {
		return { kind: 'unanswered', ...describeNetworkFailure(error, signal.aborted) }
	}
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch {
		return undefined
	}
}

/** The header tells whole seconds: half of one is the likeliest rest. */
function aheadOf(response: Response, heardMs: number): number | null {
	const saidMs = Date.parse(response.headers.get('date') ?? '')
	return Number.isNaN(saidMs) ? null : saidMs + 500 - heardMs
}

const seen: Record<LostCause, string> = {
	unreachable: 'cannot be reached',
	name: 'has a name that cannot be resolved',
	tls: 'shows a certificate that is not accepted here',
	timeout: 'does not answer in time',
	cut: 'breaks the connection',
}

/** Why nothing came, and what to do. @param who as in “The pod at acme.symphony.com” */
export function describeUnanswered({ cause, code }: Unanswered, who: string, variable: string): Outcome {
	const saw = `${who} ${seen[cause]}${code ? ` (${code})` : ''}.`
	if (cause === 'name') return wrong(saw, `Check ${variable}, and this machine’s name server.`)
	if (cause === 'tls') {
		return wrong(
			saw,
			'Where its authority is your own, name the file of its certificate in NODE_EXTRA_CA_CERTS; else have the certificate put right.',
		)
	}
	return wrong(
		saw,
		`Check ${variable}, firewalls, and whether the way leads over a proxy (NODE_USE_ENV_PROXY=1 with HTTPS_PROXY and NO_PROXY).`,
	)
}

/** Clocks further apart than `mostMs` are told of; `null` where they agree, or one does not say. */
export function describeClock(aheadMs: number | null, mostMs: number, who: string): Outcome | null {
	if (aheadMs === null || Math.abs(aheadMs) <= mostMs) return null
	const seconds = Math.round(Math.abs(aheadMs) / 1000)
	return warning(
		`${who} clock is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} this machine’s.`,
		'Let both take their time from the network (NTP): tokens are refused where clocks differ.',
	)
}
