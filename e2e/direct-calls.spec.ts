import { randomUUID } from 'node:crypto'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import { expect, putsOf, reason, test } from './fixtures/story.ts'
import { Visitor } from './fixtures/visitor.ts'

/** What a page would not let through, sent without a page. */

const { equitiesLondon, ratesNewYork } = landmarkGroups
const form = () => ({
	operationId: randomUUID(),
	groupId: equitiesLondon.id,
	userId: landmarkPeople.averyQuill.id,
	active: true,
	reason,
	ticket: '',
	confirmation: '',
	shownWarnings: [],
})
const changeActions = [
	'applyChangeAction',
	'undoChangeAction',
	'checkNowAction',
	'sendAgainAction',
	'closeChangeAction',
]
const actions = [...changeActions, 'recordExportAction', 'startVerificationAction']
const routes = [
	'/api/groups',
	'/api/people',
	'/api/shell',
	'/api/changes',
	`/api/changes/${randomUUID()}`,
	'/api/pair',
	'/api/audit/state',
	'/api/audit/checkpoint',
	'/api/audit/checkpoint/keys',
	'/api/audit/exports/1',
	'/api/changes/unknown',
]
const pages = ['/assign', '/first', '/audit', '/audit/1', '/audit/pair?group=g&user=1']
const sessionCookie = 'next-auth.session-token'

for (const [who, cookie] of [
	['nobody', null],
	['a forged cookie', 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.BBBB.CCCC'],
	['a cookie of garbage', '%00%ff'],
] as const) {
	test(`${who} gets nothing from any route or action, and nothing is sent`, async ({ console }) => {
		const visitor = new Visitor(console.url)
		if (cookie) visitor.setCookie(sessionCookie, cookie)
		for (const route of routes) {
			const answer = await visitor.fetch(route)
			expect(answer.status, route).toBe(401)
			expect(await answer.json()).toMatchObject({ code: 'not_signed_in', requestId: expect.any(String) })
		}
		for (const action of actions) expect(await visitor.act(action, form())).toContain('"not_signed_in"')
		for (const page of pages) {
			const answer = await visitor.fetch(page)
			expect(answer.headers.get('location'), page).toContain('/sign-in')
		}
		expect(await putsOf(console)).toEqual([])
	})
}

test('that the console lives and is ready is told to everybody, and how it is to this machine alone', async ({
	console,
}) => {
	const visitor = new Visitor(console.url)
	const live = await visitor.fetch('/api/health/live')
	expect([live.status, await live.text()]).toEqual([200, 'ok'])
	const near = await visitor.fetch('/api/health/ready')
	expect(await near.json()).toMatchObject({ ready: true, pod: { state: 'connected' } })
	const far = await visitor.fetch('/api/health/ready', { headers: { 'x-forwarded-for': '192.0.2.1' } })
	expect([far.status, await far.json()]).toEqual([200, { ready: true }])
})

test('a session that was signed out is over, also for a copy of its cookie', async ({ page, console }) => {
	const visitor = new Visitor(console.url)
	await visitor.signIn('sam.okafor')
	await page
		.context()
		.addCookies([{ name: sessionCookie, value: visitor.cookie(sessionCookie), url: console.url }])
	await page.goto('/assign')
	await page.getByRole('button', { name: 'Sign out' }).click()
	await expect(page).toHaveURL(/\/sign-in/)
	expect((await visitor.fetch('/api/changes')).status).toBe(401)
	expect(await visitor.act('applyChangeAction', form())).toContain('"not_signed_in"')
})

for (const person of ['priya.nair', 'ingrid.solheim']) {
	test(`${person}, who may not change, is refused by every action, and nothing is sent`, async ({
		console,
	}) => {
		const visitor = new Visitor(console.url)
		await visitor.signIn(person)
		for (const action of changeActions) {
			expect(await visitor.act(action, form())).toContain('"forbidden"')
		}
		expect(await putsOf(console)).toEqual([])
	})
}

test('an officer’s malformed calls are refused with a sentence, without internals, and nothing is sent', async ({
	console,
}) => {
	const visitor = new Visitor(console.url)
	await visitor.signIn('jo.fenwick')
	for (const input of [
		null,
		[],
		'x',
		5,
		{ ...form(), groupId: '..' },
		{ ...form(), active: 'yes' },
		{ ...form(), reason: {} },
	]) {
		const answer = await visitor.act('applyChangeAction', input)
		expect(answer).toContain('"invalid_input"')
		expect(answer).not.toMatch(/node_modules|at \w+ \(|ZodError/)
	}
	expect(await putsOf(console)).toEqual([])
})

test('support staff see their own changes only, in the list and one by one', async ({ console }) => {
	const officer = new Visitor(console.url)
	await officer.signIn('jo.fenwick')
	const answer = await officer.act('applyChangeAction', { ...form(), groupId: ratesNewYork.id })
	const id = /"change":\{"id":"([^"]+)"/.exec(answer)?.[1]
	expect((await officer.fetch(`/api/changes/${id}`)).status).toBe(200)
	const support = new Visitor(console.url)
	await support.signIn('priya.nair')
	expect(await (await support.fetch('/api/changes')).json()).toEqual({ changes: [] })
	expect((await support.fetch(`/api/changes/${id}`)).status).toBe(404)
})

test('support staff get nothing of others’ record from any page, export or route', async ({ console }) => {
	const officer = new Visitor(console.url)
	await officer.signIn('sam.okafor')
	await officer.act('applyChangeAction', { ...form(), reason: 'Words that support staff must not read.' })
	const everything = { filter: { range: 'all' }, format: 'csv', since: null }
	const whole = await officer.act('recordExportAction', everything)
	const wholeHref = /"href":"([^"]+)"/.exec(whole)?.[1] ?? ''
	expect(await (await officer.fetch(wholeHref)).text()).toContain('Words that support staff must not read.')

	const support = new Visitor(console.url)
	await support.signIn('priya.nair')
	expect((await support.fetch(wholeHref)).status).toBe(404)
	expect((await support.fetch('/api/audit/state')).status).toBe(403)
	expect(await support.act('startVerificationAction', null)).toContain('"forbidden"')
	expect(await (await support.fetch('/audit/1')).text()).toContain('There is no such entry')
	const own = /"href":"([^"]+)"/.exec(await support.act('recordExportAction', everything))?.[1] ?? ''
	for (const path of [
		own,
		'/audit?range=all',
		'/audit?range=all&text=words',
		`/audit/pair?group=${equitiesLondon.id}&user=${landmarkPeople.averyQuill.id}`,
	]) {
		const answer = await support.fetch(path)
		expect(answer.status, path).toBe(200)
		expect(await answer.text(), path).not.toMatch(/must not read|Sam Okafor/)
	}
})
