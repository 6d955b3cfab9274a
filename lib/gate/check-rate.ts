import { bearsOpsToken, operatorHeaders } from '#lib/auth/operator.ts'
import { readSessionKey } from '#lib/auth/session-key.ts'
import { readSessionLimits } from '#lib/auth/session-limits.ts'
import { clientAddress, placeOf } from '#lib/client-address.ts'
import { getDatabase } from '#lib/db/client.ts'
import { takeForCaller } from '#lib/limits/allowance.ts'
import { type Limit, type LimitName, limitOf } from '#lib/limits/limits.ts'
import { tooManySentence, waitOrPass } from '#lib/limits/require-allowance.ts'
import { processSingleton } from '#lib/process-singleton.ts'
import { isHealthProbe } from './probe.ts'
import type { Refusal } from './refusal.ts'

/** Who must wait, and until when (ms since 1970): a flood is refused without asking the database each time. */
const waiting = () => processSingleton('gate.waiting', () => new Map<string, number>())
const mostWaiting = 10_000

/**
 * What was taken from an allowance and not yet spent: a screen asks many times a minute, and need not ask the database
 * for each. It is a small share of the burst, and soon forgotten.
 */
const ahead = () => processSingleton('gate.ahead', () => new Map<string, { left: number; untilMs: number }>())
const aheadMs = 15_000
const mostAhead = 10

/** How many are taken at once: where the whole burst is few, one. */
const aheadOf = ({ burst }: Limit) => Math.min(mostAhead, Math.max(1, Math.floor(burst / 60)))

function spendAhead(key: string): boolean {
	const kept = ahead().get(key)
	if (!kept) return false
	kept.left -= 1
	if (kept.left <= 0) ahead().delete(key)
	return Date.now() < kept.untilMs
}

function keepAhead(key: string, left: number): void {
	if (left === 0) return
	if (ahead().size >= mostWaiting) ahead().clear()
	ahead().set(key, { left, untilMs: Date.now() + aheadMs })
}

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
	if (caller.sessionKey && spendAhead(key)) return null
	const rules = { person: ruleOf(kind.person), place: ruleOf(kind.place) }
	const take = (many: number) => waitOrPass(() => takeForCaller(getDatabase(), caller, rules, many))
	const many = caller.sessionKey ? aheadOf(rules.person.limit) : 1
	let waitS = await take(many)
	if (waitS === 0) keepAhead(key, many - 1)
	else if (many > 1) waitS = await take(1)
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
