import { eq } from 'drizzle-orm'
import { beforeAll, describe, it } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { entries } from '#lib/db/record-schema.ts'
import { applyChange } from './apply.ts'
import { readChange } from './list.ts'
import type { ChangeState } from './schemas.ts'
import { formFor, startWorld, untilState, type World } from './testing/world.ts'

/** For each thing a pod can answer: what the person reads, what is recorded, how many PUTs arrived. */

interface Case {
	when: string
	fault: object
	/** How often the fault strikes. */
	times?: number | 'always'
	ends: ChangeState
	confirmedBy?: 'response' | 'read_back'
	calls: number
	/** Message and advice at the end, where it is not applied. */
	reads?: RegExp
	/** The sentence while nothing is known. */
	meanwhile?: RegExp
	httpStatus?: number
}

/** What is read where the pod kept the old state for longer than the settle time. */
const lateWords = /still shows Not assigned.*did not happen/

const podSays = (status: number, message = 'No', headers = {}) => ({
	kind: 'status',
	status,
	headers,
	body: { code: status, message },
})

const cases: Case[] = [
	{
		when: 'answers 400',
		fault: podSays(400),
		ends: 'refused',
		calls: 1,
		httpStatus: 400,
		reads: /changed nothing/,
	},
	{ when: 'answers 401 once', fault: podSays(401), ends: 'applied', calls: 2, confirmedBy: 'response' },
	{
		when: 'answers 401 twice',
		fault: podSays(401),
		times: 2,
		ends: 'refused',
		calls: 2,
		httpStatus: 401,
		reads: /session/,
	},
	{
		when: 'answers 403',
		fault: podSays(403),
		ends: 'refused',
		calls: 1,
		httpStatus: 403,
		reads: /Scope Management.*MANAGE_ROLE_SCOPES/,
	},
	{
		when: 'answers 404',
		fault: podSays(404),
		ends: 'refused',
		calls: 1,
		httpStatus: 404,
		reads: /no such group, or no such user/,
	},
	{
		when: 'answers 422',
		fault: podSays(422),
		ends: 'refused',
		calls: 1,
		httpStatus: 422,
		reads: /would not take it/,
	},
	{
		when: 'answers 421',
		fault: podSays(421),
		ends: 'refused',
		calls: 1,
		httpStatus: 421,
		reads: /changed nothing/,
	},
	{
		when: 'answers 429 without Retry-After',
		fault: podSays(429),
		ends: 'refused',
		calls: 1,
		httpStatus: 429,
		reads: /too busy/,
	},
	{
		when: 'answers 429 with a Retry-After that fits',
		fault: podSays(429, 'Slow', { 'retry-after': '1' }),
		ends: 'applied',
		calls: 2,
	},
	{
		when: 'answers 429 with a long Retry-After',
		fault: podSays(429, 'Slow', { 'retry-after': '90' }),
		ends: 'refused',
		calls: 1,
		reads: /90 s/,
	},
	{ when: 'answers 408', fault: podSays(408), meanwhile: /waited too long/, ends: 'not_applied', calls: 1 },
	{
		when: 'answers 500',
		fault: podSays(500),
		meanwhile: /error of its own/,
		ends: 'not_applied',
		calls: 1,
		reads: /still shows Not assigned/,
	},
	{ when: 'answers 503', fault: podSays(503), meanwhile: /error of its own/, ends: 'not_applied', calls: 1 },
	{ when: 'hangs', fault: { kind: 'hang' }, ends: 'not_applied', calls: 1 },
	{
		when: 'is cut before it took effect',
		fault: { kind: 'cut-before' },
		meanwhile: /connection broke/,
		ends: 'not_applied',
		calls: 1,
	},
	{
		when: 'is cut after it took effect',
		fault: { kind: 'cut-after' },
		ends: 'applied',
		confirmedBy: 'read_back',
		calls: 1,
	},
	{
		when: 'is cut and takes effect late',
		fault: { kind: 'cut-late', ms: 400 },
		meanwhile: /connection broke/,
		ends: 'applied',
		confirmedBy: 'read_back',
		calls: 1,
	},
	{
		when: 'redirects to another host',
		fault: { kind: 'redirect', location: 'http://127.0.0.1:9/' },
		meanwhile: /redirect, which was not followed/,
		ends: 'not_applied',
		calls: 1,
	},
	{
		when: 'sends HTML with 200',
		fault: { kind: 'html', status: 200 },
		meanwhile: /did not come from the pod/,
		ends: 'not_applied',
		calls: 1,
	},
	{
		when: 'sends HTML with 403',
		fault: { kind: 'html', status: 403 },
		meanwhile: /did not come from the pod/,
		ends: 'not_applied',
		calls: 1,
	},
	{
		when: 'sends garbage',
		fault: { kind: 'garbage' },
		meanwhile: /did not come from the pod/,
		ends: 'not_applied',
		calls: 1,
	},
	{
		when: 'sends nothing',
		fault: { kind: 'empty', status: 200 },
		meanwhile: /answer was empty/,
		ends: 'not_applied',
		calls: 1,
	},
	{
		when: 'sends 20 MB',
		fault: { kind: 'large', bytes: 20_000_000 },
		meanwhile: /far too long/,
		ends: 'not_applied',
		calls: 1,
	},
	{
		when: 'sends a wrong shape',
		fault: { kind: 'wrong-shape' },
		ends: 'applied',
		confirmedBy: 'read_back',
		calls: 1,
	},
	{
		when: 'answers for another user',
		fault: { kind: 'alter', userId: 5 },
		ends: 'applied',
		confirmedBy: 'read_back',
		calls: 1,
	},
	{
		when: 'answers for another group',
		fault: { kind: 'alter', groupId: 'g' },
		ends: 'applied',
		confirmedBy: 'read_back',
		calls: 1,
	},
	{
		when: 'answers with another state',
		fault: { kind: 'alter', active: false },
		ends: 'applied',
		confirmedBy: 'read_back',
		calls: 1,
	},
	{
		when: 'sends NUL and 100 kB of message',
		fault: podSays(400, `a\u0000b${'x'.repeat(100_000)}`),
		ends: 'refused',
		calls: 1,
		reads: /changed nothing/,
	},
]

describe.concurrent('a change whose pod', () => {
	let world: World
	let actor: Actor
	beforeAll(async () => {
		world = await startWorld({ settleSeconds: 2 })
		actor = await world.person('officer')
	})

	it.for(cases)('$when ends $ends', { timeout: 40_000 }, async (given, { expect }) => {
		const { groupId, userId } = await world.pair()
		await world.breakPut(groupId, userId, given.fault, given.times)
		const { change } = await applyChange(actor, formFor(groupId, userId))
		if (given.meanwhile) {
			expect(change.state).toBe('unknown')
			expect(`${change.problem?.message} ${change.problem?.advice}`).toMatch(given.meanwhile)
		}
		await untilState(change.id, given.ends)

		const seen = await readChange(actor, { changeId: change.id })
		if (given.confirmedBy) expect(seen.confirmedBy).toBe(given.confirmedBy)
		if (given.httpStatus) expect(seen.httpStatus).toBe(given.httpStatus)
		if (given.ends === 'applied') expect(seen.problem).toBeNull()
		else expect(`${seen.problem?.message} ${seen.problem?.advice}`).toMatch(given.reads ?? lateWords)
		if (given.ends === 'refused') expect(seen.problem?.podMessage).toMatch(/^(No|Slow|abx{2000,})$/)
		expect(seen.problem?.podMessage?.length ?? 0).toBeLessThanOrEqual(2048)

		expect(await world.puts(groupId, userId)).toHaveLength(given.calls)
		expect(await statesInRecord(world, change.id)).toEqual(
			given.meanwhile || seen.confirmedBy === 'read_back'
				? ['pending', 'unknown', given.ends]
				: ['pending', given.ends],
		)
	})
})

async function statesInRecord({ database }: World, changeId: string): Promise<(string | null)[]> {
	const rows = await database.db
		.select({ state: entries.state })
		.from(entries)
		.where(eq(entries.changeId, changeId))
		.orderBy(entries.seq)
	return rows.map(({ state }) => state)
}
