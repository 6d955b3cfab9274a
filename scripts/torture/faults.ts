import type { Random } from '#lib/pod/sandbox/random.ts'
import type { Pair } from './evidence.ts'

/** A fault as `POST /sandbox/faults` takes it, and the name under which it is counted. */
export interface PlannedFault {
	name: string
	rule: { method: string; path: string; times: number; fault: Record<string, unknown> }
}

type Fault = Record<string, unknown> & { kind: string }

/** What takes effect late does so well within the settle time of two seconds: a real pod has such a limit too. */
const latestMs = 700

const own = (code: number) => ({ body: { code, message: `Said by the torture: ${code}` } })

/** Answers of the pod that change nothing, by its own word: none of these may take effect. */
const refusals = (random: Random): Fault[] => [
	{ kind: 'status', status: random.pick([400, 403, 404, 422]), ...own(400) },
	{ kind: 'status', status: 401, ...own(401) },
	{ kind: 'status', status: 429, ...own(429) },
	{ kind: 'status', status: 429, headers: { 'Retry-After': '1' }, ...own(429) },
	// Longer than a change may take; as long as that, the pair's next PUTs are not sent.
	{ kind: 'status', status: 429, headers: { 'Retry-After': '11' }, ...own(429) },
]

/** Answers after which nobody can know: the effect may be there or not. */
const riddles = (random: Random): Fault[] => {
	const effect = random.next() < 0.5
	return [
		{ kind: 'status', status: random.pick([500, 502, 503, 504]), effect },
		{ kind: 'status', status: 503, headers: { 'Retry-After': '1' }, effect },
		{ kind: 'status', status: 408, effect },
		{ kind: 'redirect', location: 'https://elsewhere.invalid/', effect },
		{ kind: 'html', status: random.pick([200, 403, 502]), effect },
		{ kind: 'garbage', effect },
		{ kind: 'empty', status: random.pick([200, 204, 500]), effect },
		{ kind: 'large', bytes: 1_500_000, effect },
		{ kind: 'cut-before' },
		{ kind: 'cut-after' },
		{ kind: 'cut-late', ms: 50 + random.below(latestMs - 50) },
		{ kind: 'alter', active: effect },
		{ kind: 'alter', userId: 5 },
		{ kind: 'wrong-shape' },
	]
}

const slow = (random: Random): Fault => ({ kind: 'latency', ms: 20 + random.below(latestMs - 20) })

function nameOf({ kind, status, effect, headers }: Fault): string {
	const retry = headers ? ' Retry-After' : ''
	const what = kind === 'status' ? `${status}${retry}` : kind
	return effect === true ? `${what} after the effect` : what
}

function plan(method: string, path: string, fault: Fault, times = 1): PlannedFault {
	const name = `${method} ${nameOf(fault)}`
	return { name, rule: { method, path, times, fault } }
}

const quoted = (text: string) => text.replace(/[^\w-]/g, '\\$&')
const putPath = ({ groupId, userId }: Pair) => `/usergroups/${quoted(groupId)}/assignments/${userId}$`

/** Every call by which the state of the pair can be read. */
const readPaths = ({ groupId, userId }: Pair) =>
	`/usergroups/${quoted(groupId)}/assignments(/${userId})?$|/users/${userId}/usergroupassignments$`

/** Something for the pair's next PUT. A hang lasts as long as the console waits for a PUT: few of them. */
export function putFault(random: Random, pair: Pair): PlannedFault {
	const path = putPath(pair)
	const dice = random.next()
	if (dice < 0.02) return plan('PUT', path, { kind: 'hang' })
	if (dice < 0.2) return plan('PUT', path, slow(random))
	if (dice < 0.5) return plan('PUT', path, random.pick(refusals(random)), 1 + random.below(2))
	return plan('PUT', path, random.pick(riddles(random)))
}

/** A PUT after which nobody knows, and reads that tell nobody for a while: what people end by hand. */
export function stuck(random: Random, pair: Pair): PlannedFault[] {
	return [
		plan('PUT', putPath(pair), random.pick(riddles(random))),
		plan('GET', readPaths(pair), { kind: 'status', status: 403, ...own(403) }, 30 + random.below(30)),
	]
}

/** Something for reads of the pair, or for the next login. None of them shows a state that is not the pod's. */
export function otherFault(random: Random, pair: Pair): PlannedFault {
	if (random.next() < 0.15) {
		const fault = random.pick<Fault>([{ kind: 'status', status: 503 }, { kind: 'cut-before' }, slow(random)])
		return plan('POST', '^/login/', fault)
	}
	const fault = random.pick<Fault>([
		{ kind: 'status', status: random.pick([500, 503]) },
		{ kind: 'status', status: 429, headers: { 'Retry-After': '1' }, ...own(429) },
		{ kind: 'status', status: 403, ...own(403) },
		{ kind: 'html' },
		{ kind: 'garbage' },
		{ kind: 'empty' },
		{ kind: 'cut-before' },
		{ kind: 'wrong-shape' },
		slow(random),
	])
	return plan('GET', readPaths(pair), fault, 1 + random.below(6))
}
