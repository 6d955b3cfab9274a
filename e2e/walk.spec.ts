import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { builtActions, builtRoutes } from '../scripts/testing/built.ts'
import { HttpClient, type WireAnswer } from '../scripts/testing/http-client.ts'
import { type RunningConsole, startConsole } from './fixtures/console.ts'
import { freePort } from './fixtures/free-port.ts'
import { type Answered, actionLines, routeLines } from './walk/expectations.ts'
import {
	actionRequest,
	allManners,
	formRequest,
	type Knock,
	knockAll,
	leadsToSignIn,
	type Manner,
	plainly,
	someManners,
} from './walk/knock.ts'
import { everyonesWords, officersWords, plantSeeds, type Seeds } from './walk/seeds.ts'
import { takeSnapshot } from './walk/snapshot.ts'
import { type Knocker, signedIn, strangers } from './walk/visitors.ts'
import { type BareServer, startWithoutProxy } from './walk/without-proxy.ts'

/** Everything that the build serves, asked for by everyone who may not, in every manner that is known to fool. */

test.describe.configure({ timeout: 300_000 })

const dataDir = mkdtempSync(join(tmpdir(), 'scopekeeper-walk-'))
const bareRoot = mkdtempSync(join(tmpdir(), 'scopekeeper-walk-build-'))
let console: RunningConsole
let bare: BareServer
let seeds: Seeds
let nobodies: Knocker[]
let people: Awaited<ReturnType<typeof signedIn>>
const clients: HttpClient[] = []
const actions = builtActions()
const { pages, routes } = builtRoutes()

test.beforeAll(async () => {
	const env = {
		SANDBOX_PORT: String(await freePort()),
		OPS_TOKEN: 'canary-of-the-operators-token',
		RATE_LIMIT_PERCENT: '100000',
	}
	console = await startConsole({ dataDir, env })
	seeds = await plantSeeds(console)
	nobodies = await strangers(console, dataDir)
	people = await signedIn(console)
	bare = await startWithoutProxy(console, bareRoot, { ...env, DATA_DIR: dataDir })
	clients.push(new HttpClient(console.url), new HttpClient(bare.url))
})

test.afterAll(async () => {
	for (const client of clients) client.close()
	await bare?.stop()
	await console?.stop()
	for (const folder of [dataDir, bareRoot]) rmSync(folder, { recursive: true, force: true })
})

const client = (which: 0 | 1): HttpClient => {
	const found = clients[which]
	if (!found) throw new Error('the servers are not there')
	return found
}

const everyWord = () => [...Object.values(officersWords), ...Object.values(everyonesWords)]

test('every action, page and route of the build has a line that says who may get it', () => {
	expect(actions.map(({ name }) => name).filter((name) => !(name in actionLines))).toEqual([])
	expect([...pages, ...routes].filter((address) => !(address in routeLines))).toEqual([])
	expect(actions.length).toBeGreaterThan(20)
	expect(pages.length + routes.length).toBeGreaterThan(30)
})

/** Where an action's page is; a page that has no action of its own answers for others' too. */
const pageOf = (action: { pages: string[] }) => routeLines[action.pages[0] ?? '']?.path(seeds) ?? '/assign'

function actionKnocks(
	url: string,
	who: Knocker,
	expected: (name: string) => string | null,
	manners: (turn: number) => Manner[],
	viewer?: string,
): Knock[] {
	return actions.flatMap((action, turn) => {
		const code = expected(action.name)
		const line = actionLines[action.name]
		if (!code || !line || action.name === 'signOutAction') return []
		const own = pageOf(action)
		return manners(turn).flatMap((manner): Knock[] => {
			const judge = (answer: WireAnswer) => judgeAction(answer, code, manner)
			const input = line.input?.(seeds)
			const at = manner.isHonest ? own : ([own, '/sign-in', '/assign'][turn % 3] ?? own)
			const request = actionRequest(url, action, at, line.input ? [input, viewer] : [viewer])
			const call = { what: action.name, who, manner, judge, request }
			return [call, ...(manner.headers.rsc ? [] : [asForm(call, formRequest(url, action, at))])]
		})
	})
}

const asForm = (call: Knock, request: Knock['request']): Knock => ({
	...call,
	what: `${call.what} as a form`,
	request,
	judge: judgeSilence,
})

/** Refused with the code; where the request is no honest one, it may be refused, or taken for another one. */
function judgeAction(answer: WireAnswer, code: string, { isHonest }: Manner): string | null {
	if (answer.body.includes(`"${code}"`)) return null
	if (!isHonest) return judgeSilence(answer)
	return `is not refused with ${code}: ${answer.body.slice(0, 300)}`
}

/** Says neither that it was done nor where in the code it was not. */
function judgeSilence({ body }: WireAnswer): string | null {
	if (body.includes('"ok":true')) return 'says that it was done'
	return /node_modules|\n\s+at \w|select .* from/.test(body) ? 'tells of its insides' : null
}

function routeKnocks(
	who: Knocker,
	expected: (line: (typeof routeLines)[string]) => Answered,
	manners: (turn: number) => Manner[],
): Knock[] {
	const served = Object.entries(routeLines).filter(([name]) => [...pages, ...routes].includes(name))
	return served.flatMap(([name, line], turn) =>
		manners(turn).map((manner): Knock => {
			return {
				what: name,
				who,
				manner,
				request: { path: line.path(seeds) },
				judge: (answer) => judgeRoute(answer, expected(line), manner),
			}
		}),
	)
}

function judgeRoute(answer: WireAnswer, expected: Answered, { isHonest }: Manner): string | null {
	const { status } = answer
	if (expected === 'sign-in' ? leadsToSignIn(answer) : status === expected) return null
	// What contradicts itself may be sent away; and a router is told in its own format, with words that are looked through.
	const isTold = status === 200 && answer.headers['content-type']?.startsWith('text/x-component')
	if (!isHonest && (isTold || (status >= 300 && status < 500))) return judgeSilence(answer)
	return `should answer ${expected}`
}

const whole = () => allManners

for (const which of [0, 1] as const) {
	const where = which === 0 ? '' : ', with the proxy taken out of the build'

	test(`nobody without a session gets or changes anything, in whichever manner they ask${where}`, async () => {
		const before = await takeSnapshot(console)
		const { url } = client(which)
		const knocks = nobodies.flatMap((who, index) => {
			// No session at all is walked whole; of the others, every pair of door and manner comes up.
			const manners = index === 0 ? whole : (turn: number) => someManners(turn * nobodies.length + index)
			return [
				...actionKnocks(url, who, () => 'not_signed_in', manners),
				...routeKnocks(who, (line) => (which === 1 ? line.withoutProxy : null) ?? line.nobody, manners),
			]
		})
		const send = (request: Knock['request']) => client(which).send(request)
		expect(await knockAll(send, knocks, everyWord)).toEqual([])
		expect(await takeSnapshot(console)).toEqual(before)
		test.info().annotations.push({ type: 'requests', description: String(knocks.length) })
	})
}

test('each role gets what the table says, and is refused the rest without any effect', async () => {
	const before = await takeSnapshot(console, ['entries', 'nodes'])
	const knocks = people.flatMap((who, index) => {
		const mayNot = (name: string) => (actionLines[name]?.may.includes(who.role) ? null : 'forbidden')
		const manners = (turn: number) => someManners(turn * people.length + index)
		return [
			...actionKnocks(console.url, who, mayNot, manners),
			...routeKnocks(who, ({ roles }) => roles[who.role], manners),
		]
	})
	const secrets = (knock: Knock) =>
		people.find(({ name }) => name === knock.who.name)?.role === 'support' ? Object.values(officersWords) : []
	expect(await knockAll((request) => client(0).send(request), knocks, secrets)).toEqual([])
	expect(await takeSnapshot(console, ['entries', 'nodes'])).toEqual(before)
})

test('what is pressed on a page of somebody else is refused to everybody, and nothing changes', async () => {
	// A form without its fields is refused for that, which is kept.
	const before = await takeSnapshot(console, ['entries', 'nodes'])
	const knocks = people.flatMap((who) =>
		[randomUUID(), 'x'].flatMap((viewer) =>
			actionKnocks(
				console.url,
				who,
				() => 'other_person',
				() => [plainly],
				viewer,
			),
		),
	)
	expect(
		await knockAll(
			(request) => client(0).send(request),
			knocks,
			() => [],
		),
	).toEqual([])
	expect(await takeSnapshot(console, ['entries', 'nodes'])).toEqual(before)
})

test('each role that may act is told of garbage that it is, and nothing changes', async () => {
	const before = await takeSnapshot(console)
	const garbage = [null, 'x', 5, [], {}, { requestId: '1', changeId: 1, ids: 'x', filter: 7 }]
	const knocks = people.flatMap((who) =>
		actions
			.filter(({ name }) => actionLines[name]?.input && actionLines[name].may.includes(who.role))
			.flatMap((action) =>
				garbage.map(
					(input): Knock => ({
						what: `${action.name} with ${JSON.stringify(input)}`,
						who,
						manner: plainly,
						request: actionRequest(console.url, action, pageOf(action), [input]),
						judge: (answer) => judgeAction(answer, 'invalid_input', plainly),
					}),
				),
			),
	)
	expect(
		await knockAll(
			(request) => client(0).send(request),
			knocks,
			() => [],
		),
	).toEqual([])
	expect(await takeSnapshot(console)).toEqual(before)
})

test('the words that nobody else was shown are there for whoever may read them', async () => {
	const auditor = people.find(({ role }) => role === 'auditor')
	const read = async (path: string) =>
		(await client(0).send({ path, headers: { cookie: auditor?.cookie ?? '' } })).whole
	const shown = await Promise.all([
		...[
			'/audit?range=all',
			`/requests/${seeds.requestId}`,
			`/api/requests/${seeds.requestId}`,
			'/api/changes',
			'/api/groups?q=Equities',
			'/api/people?q=Avery',
			`/audit/${seeds.sequence}`,
		].map(read),
	])
	const all = shown.join('\n')
	expect(everyWord().filter((word) => !all.includes(word))).toEqual([])
})

test('signing out ends the session of the cookie that was sent, and no other', async () => {
	const action = actions.find(({ name }) => name === 'signOutAction')
	const [one, other] = [await signedIn(console), await signedIn(console)]
	const [leaving, staying] = [one[0], other[0]]
	if (!action || !leaving || !staying) throw new Error('nobody to sign out')
	const send = (cookie: string) => ({
		...actionRequest(console.url, action, '/assign', []),
		headers: { ...actionRequest(console.url, action, '/assign', []).headers, cookie },
	})
	await client(0).send(send(leaving.cookie))
	const status = async (cookie: string) =>
		(await client(0).send({ path: '/api/changes', headers: { cookie } })).status
	expect(await status(leaving.cookie)).toBe(401)
	expect(await status(staying.cookie)).toBe(200)
})
