import { bearsOpsToken, operatorHeaders } from '#lib/auth/operator.ts'
import { readSessionKey } from '#lib/auth/session-key.ts'
import { readSessionLimits } from '#lib/auth/session-limits.ts'
import { clientAddress, placeOf } from '#lib/client-address.ts'
import { getDatabase } from '#lib/db/client.ts'
import { takeForCaller } from '#lib/limits/allowance.ts'
import { type LimitName, limitOf } from '#lib/limits/limits.ts'
import { tooManySentence, waitOrPass } from '#lib/limits/require-allowance.ts'
import { processSingleton } from '#lib/process-singleton.ts'
import { isHealthProbe } from './probe.ts'
import type { Refusal } from './refusal.ts'

/** Who must wait, and until when (ms since 1970): a flood is refused without asking the database each time. */
const waiting = () => processSingleton('gate.waiting', () => new Map<string, number>())
const mostWaiting = 10_000

/** Why a request is refused for how often its sender asks. Who that is, a session of ours tells, or else the address. */
export async function refuseRate(request: Request): Promise<Refusal | null> {
	const kind = kindOf(request)
	if (kind === null) return null
	const address = clientAddress(request.headers)
	const place = address ? placeOf(address) : 'unknown'
	const caller = { sessionKey: await readSessionKey(), sessionLimits: readSessionLimits(), place }
	const key = `${kind.person} ${kind.place} ${caller.sessionKey ?? place}`
	const now = Date.now()
	const known = Math.ceil(((waiting().get(key) ?? 0) - now) / 1000)
	// A person quotes the reference that stands in the log; a flood would fill it.
	if (known > 0) return { ...tooMany(known), isTold: caller.sessionKey === null }
	const waitS = await waitOrPass(() =>
		takeForCaller(getDatabase(), caller, { person: ruleOf(kind.person), place: ruleOf(kind.place) }),
	)
	if (waitS === 0) {
		waiting().delete(key)
		return null
	}
	if (waiting().size >= mostWaiting) waiting().clear()
	waiting().set(key, now + waitS * 1000)
	return tooMany(waitS)
}

/** By which limits a request counts, as a person's and as a place's; `null` for none. */
function kindOf(request: Request): { person: LimitName; place: LimitName } | null {
	const { pathname: path } = new URL(request.url)
	const isWrite = request.method === 'POST'
	if (isHealthProbe(request)) return null
	if (path === '/api/metrics' && bearsOpsToken(operatorHeaders(request))) return null
	if (path.startsWith('/api/auth/callback/') || (path.startsWith('/api/auth/') && isWrite)) {
		return { person: 'write', place: 'signIn' }
	}
	return { person: isWrite ? 'write' : 'read', place: 'visit' }
}

const ruleOf = (name: LimitName) => ({ name, limit: limitOf(name) })

const tooMany = (waitS: number): Refusal => ({
	status: 429,
	code: 'too_many_requests',
	message: tooManySentence(waitS),
	headers: { 'retry-after': String(waitS) },
})
