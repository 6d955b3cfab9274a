import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { Client } from 'pg'
import { warningCodes } from '#lib/changes/schemas.ts'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import { type RunningConsole, startConsole } from './fixtures/console.ts'
import { type Instance, startInstanceBeside } from './fixtures/instance.ts'
import { filedByPriya, visitorAs } from './fixtures/requests.ts'
import { healPod, putsOf, reason, tellPod } from './fixtures/story.ts'
import type { Visitor } from './fixtures/visitor.ts'

/** Two servers on one database, one pod and one set of keys; each test says what no number of servers changes. */

test.describe.configure({ mode: 'serial', timeout: 120_000 })

const dataDir = mkdtempSync(join(tmpdir(), 'scopekeeper-instances-'))
/** What both are given; a test asks for more in a second than anybody does. */
const alike = { SYMPHONY_SETTLE_SECONDS: '2', RATE_LIMIT_PERCENT: '100000' }
let first: RunningConsole
let second: Instance
let owner: Client
let jo: Visitor

test.beforeAll(async () => {
	test.setTimeout(240_000)
	first = await startConsole({ dataDir, env: alike })
	owner = new Client(first.ownerUrl)
	await owner.connect()
	second = await startInstanceBeside(first, dataDir, alike)
	jo = await visitorAs(first, 'jo.fenwick')
})

test.afterAll(async () => {
	await owner?.end()
	await second?.child.stop()
	await first?.stop()
	rmSync(dataDir, { recursive: true, force: true })
})

interface Pair {
	groupId: string
	userId: string
}

const { equitiesLondon, ratesNewYork, creditNewYork, ratesChicago, primeServices } = landmarkGroups
const groups = [equitiesLondon, ratesNewYork, creditNewYork, ratesChicago, primeServices]

/** Pairs of one officer whom no group is assigned to, which no other test here touches. */
const pairsOf = ({ id }: { id: string }): Pair[] => groups.map((group) => ({ groupId: group.id, userId: id }))

const assign = (pair: Pair, operationId: string = randomUUID()) => ({
	...pair,
	operationId,
	active: true,
	reason,
	ticket: '',
	confirmation: '',
	shownWarnings: [...warningCodes],
})

const slowPuts = (ms: number) =>
	tellPod(first, 'faults', { method: 'PUT', times: 'always', fault: { kind: 'latency', ms } })

/** The PUTs of each pair so far, as the pod saw them. */
async function putsOfPairs(pairs: Pair[]) {
	const puts = await putsOf(first)
	return pairs.map(({ groupId, userId }) =>
		puts.filter(({ target }) => target.endsWith(`/${groupId}/assignments/${userId}`)),
	)
}

async function changesOf(pairs: Pair[]) {
	const { rows } = await owner.query<Pair & { state: string; confirmed_by: string | null }>(
		`select group_id as "groupId", user_id as "userId", state, confirmed_by from changes where user_id = any($1)`,
		[pairs.map(({ userId }) => userId)],
	)
	return rows
}

test('whoever is signed in at one is signed in at the other, and signed out at both at once', async () => {
	const marcus = await visitorAs(first, 'marcus.webb')
	const there = marcus.elsewhere(second.url)
	expect((await there.fetch('/api/changes')).status).toBe(200)
	await there.act('signOutAction', null)
	expect((await marcus.fetch('/api/changes')).status).toBe(401)
})

test('an allowance that is used up is used up at both, for whoever it is and for nobody else', async () => {
	const noor = await visitorAs(first, 'noor.haddad')
	const ofNoor = `name like '%' || (select id::text from users where subject = 'noor.haddad')`
	// As asking too often does; a day is more than any allowance here takes to be whole again.
	const emptied = await owner.query(
		`update allowances set whole_at = now() + interval '1 day' where ${ofNoor}`,
	)
	expect(emptied.rowCount).toBeGreaterThan(0)
	for (const { url } of [first, second]) {
		// Each instance has taken a few ahead.
		let answer = await noor.elsewhere(url).fetch('/api/changes')
		await expect(async () => {
			answer = await noor.elsewhere(url).fetch('/api/changes')
			expect(answer.status).toBe(429)
		}).toPass()
		expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
		expect((await jo.elsewhere(url).fetch('/api/changes')).status).toBe(200)
	}
})

test('whatever is asked of both at once, a pair has one change and an intent one PUT', async () => {
	const pairs = pairsOf(landmarkPeople.averyQuill)
	await slowPuts(700)
	const joThere = jo.elsewhere(second.url)
	await Promise.all(
		pairs.flatMap((pair) => {
			const operationId = randomUUID()
			return [
				jo.act('applyChangeAction', assign(pair, operationId)),
				joThere.act('applyChangeAction', assign(pair, operationId)),
				jo.act('applyChangeAction', assign(pair)),
				joThere.act('applyChangeAction', assign(pair)),
			]
		}),
	)
	await healPod(first)
	expect((await putsOfPairs(pairs)).map(({ length }) => length)).toEqual(pairs.map(() => 1))
	expect((await changesOf(pairs)).map(({ state }) => state)).toEqual(pairs.map(() => 'applied'))
})

test('ends that come while both run are carried out once', async () => {
	const ends = [primeServices, landmarkGroups.noAssignee, ratesChicago].map(({ id }) => ({
		groupId: id,
		userId: landmarkPeople.samOkafor.id,
	}))
	for (const { groupId, userId } of ends) {
		const endsAt = new Date(Date.now() + 7 * 86_400_000).toISOString()
		const requestId = await filedByPriya(first, [{ id: groupId }, { id: userId }], { endsAt })
		const approved = await jo.elsewhere(second.url).act('approveRequestAction', {
			operationId: randomUUID(),
			requestId,
			version: 1,
			note: '',
			confirmation: '',
			shownWarnings: [...warningCodes],
			shownState: 'not_assigned',
		})
		expect(approved).toContain('"state":"applied"')
	}
	await slowPuts(300)
	await owner.query(`update schedules set ends_at = ends_at - interval '8 days', next_try_at = now()`)
	const isOver = `select count(*)::int as over from schedules where state = 'ended'`
	await expect.poll(async () => (await owner.query(isOver)).rows[0].over).toBe(ends.length)
	// The record knows better when they end.
	await owner.query(`update schedules set ends_at = ends_at + interval '8 days'`)
	await healPod(first)
	const bodies = (await putsOfPairs(ends)).map((puts) => puts.map(({ body }) => body))
	expect(bodies).toEqual(ends.map(() => ['{"active":true}', '{"active":false}']))
})

test('one that is killed in the middle of changes leaves each to the other, which finds out and sends nothing', async () => {
	const pairs = [...pairsOf(landmarkPeople.formulaName), ...pairsOf(landmarkPeople.rightToLeft)]
	await slowPuts(1_500)
	const joThere = jo.elsewhere(second.url)
	const asked = Promise.allSettled(pairs.map((pair) => joThere.act('applyChangeAction', assign(pair))))
	await expect
		.poll(async () => (await putsOfPairs(pairs)).flat().length, { intervals: [20] })
		.toBeGreaterThan(2)
	second.child.kill()
	await asked
	await healPod(first)
	// As waiting would: nobody else holds a lease now.
	await owner.query(`update changes set lease_until = now() - interval '1 second' where state = 'pending'`)
	const isOpen = `select count(*)::int as open from changes where state in ('pending', 'unknown')`
	await expect.poll(async () => (await owner.query(isOpen)).rows[0].open, { timeout: 60_000 }).toBe(0)

	const puts = await putsOfPairs(pairs)
	const left = await changesOf(pairs)
	expect(left.length).toBeGreaterThan(2)
	for (const [index, pair] of pairs.entries()) {
		const sent = puts[index]?.length ?? 0
		const states = left
			.filter(({ groupId, userId }) => groupId === pair.groupId && userId === pair.userId)
			.map(({ state }) => state)
		// Each PUT was intended and took effect; what was never sent is known not to have been, or never began.
		if (sent > 0) expect({ sent, states }).toEqual({ sent: 1, states: ['applied'] })
		else expect(['', 'not_sent', 'not_applied']).toContain(states.join())
	}
	const pair = pairs[0] as Pair
	expect(await jo.act('applyChangeAction', { ...assign(pair), active: false })).toMatch(/"ok":true|no_change/)
})

test('one that is asked to stop takes nothing new, finishes what it sends although its person was answered, and exits with 0', async () => {
	second = await startInstanceBeside(first, dataDir, alike)
	const [pair] = pairsOf(landmarkPeople.longName)
	if (!pair) throw new Error('there is no pair')
	await slowPuts(3_500)
	const answer = jo.elsewhere(second.url).act('applyChangeAction', assign(pair))
	await expect.poll(async () => (await putsOfPairs([pair])).flat().length).toBe(1)
	second.child.process.kill('SIGTERM')
	expect(await answer).toContain('"state":"pending"')
	await expect
		.poll(() =>
			fetch(second.url).then(
				() => 'served',
				() => 'refused',
			),
		)
		.toBe('refused')
	expect(second.child.isRunning()).toBe(true)
	expect(await second.child.ended).toBe('exit code 0')
	await healPod(first)
	expect(await changesOf([pair])).toMatchObject([{ state: 'applied', confirmed_by: 'response' }])
})

test('one that is given another name for the record does not start, and says which name it has', async () => {
	const keys = `select count(*)::int as used from checkpoint_keys`
	await expect.poll(async () => (await owner.query(keys)).rows[0].used).toBe(1)
	await expect(
		startInstanceBeside(first, dataDir, { ...alike, CHECKPOINT_ORIGIN: 'elsewhere.test' }),
	).rejects.toThrow(
		/This record is signed under the name “scopekeeper\.local\/\w+”, and CHECKPOINT_ORIGIN says “elsewhere\.test”/,
	)
})

test('the record that two wrote and one was killed over verifies from end to end', async () => {
	expect(await jo.act('startVerificationAction', null)).toContain('"ok":true')
	const state = async () => (await jo.fetch('/api/audit/state')).json()
	await expect.poll(async () => (await state()).verification?.problem).toBeNull()
	expect((await state()).signingProblem).toBeNull()
})
