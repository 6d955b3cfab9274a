import { randomUUID } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { Readable } from 'node:stream'
import { Client } from 'pg'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import type { RunningConsole } from './fixtures/console.ts'
import { visitorAs } from './fixtures/requests.ts'
import {
	applyButton,
	choosePair,
	expect,
	putsOf,
	reason,
	resultField,
	signInAs,
	signInByName,
	test,
	writeReason,
} from './fixtures/story.ts'
import { collectViolations } from './fixtures/violations.ts'
import { actionId, Visitor } from './fixtures/visitor.ts'

/** What the console refuses before it looks at what is asked, and what it lets a browser do with its answers. */

const change = () => ({
	operationId: randomUUID(),
	groupId: landmarkGroups.equitiesLondon.id,
	userId: landmarkPeople.averyQuill.id,
	active: true,
	reason,
	ticket: '',
	confirmation: '',
	shownWarnings: [],
})

/** How a page of the console calls an action. */
const call = (action: string, input: unknown, headers: Record<string, string>): RequestInit => ({
	method: 'POST',
	headers: {
		'next-action': actionId(action),
		'content-type': 'text/plain;charset=UTF-8',
		accept: 'text/x-component',
		...headers,
	},
	body: JSON.stringify([input]),
})

/** Asks under another name than the address, or for no path: `fetch` lets neither. */
function askAs(console: RunningConsole, path: string, headers: Record<string, string>, method = 'GET') {
	return new Promise<number>((resolve, reject) => {
		const { hostname, port } = new URL(console.url)
		const asked = httpRequest({ hostname, port, path, method, headers }, (answer) => {
			answer.resume().on('end', () => resolve(answer.statusCode ?? 0))
		})
		asked.on('error', reject).end()
	})
}

test('every kind of answer bears the headers, and each page a nonce of its own', async ({ console }) => {
	const officer = await visitorAs(console, 'jo.fenwick')
	const html = await (await officer.fetch('/assign')).text()
	const [, script = ''] = /<script[^>]+src="([^"]+)"/.exec(html) ?? []
	const nobody = new Visitor(console.url)
	const origin = console.url
	// Next leads to the address that goes with the headers.
	const data = await officer.fetch('/assign?_rsc=1', { headers: { rsc: '1' } })
	const answers: [string, number, Response][] = [
		['a page', 200, await officer.fetch('/assign')],
		[
			'a page’s data',
			200,
			await officer.fetch(data.headers.get('location') ?? '', { headers: { rsc: '1' } }),
		],
		['a redirect to a page’s data', 307, data],
		['the sign-in page', 200, await nobody.fetch('/sign-in')],
		['a redirect', 307, await nobody.fetch('/assign')],
		['Next’s own redirect', 308, await nobody.fetch('//assign')],
		['no such page', 404, await nobody.fetch('/nothing')],
		['no such entry', 404, await officer.fetch('/audit/999999')],
		['a route', 200, await officer.fetch('/api/changes')],
		['a route’s refusal', 401, await nobody.fetch('/api/changes')],
		['next-auth’s route', 200, await nobody.fetch('/api/auth/csrf')],
		['an action', 200, await officer.fetch('/assign', call('markReadAction', { ids: [] }, { origin }))],
		['an action without origin', 403, await officer.fetch('/assign', call('markReadAction', {}, {}))],
		['a script', 200, await nobody.fetch(script)],
		['no such script', 404, await nobody.fetch('/_next/static/nothing.js')],
		['an icon', 200, await nobody.fetch('/icon.svg')],
		['the image optimizer', 404, await nobody.fetch('/_next/image?url=%2Ficon.svg&w=64&q=75')],
		['another method', 405, await nobody.fetch('/api/changes', { method: 'DELETE' })],
	]
	const nonces = new Set<string>()
	for (const [what, status, { status: answered, headers }] of answers) {
		expect(answered, what).toBe(status)
		expect(Object.fromEntries(headers), what).toMatchObject({
			'content-security-policy': expect.stringMatching(/default-src 'none';.*frame-ancestors 'none'/),
			'cross-origin-opener-policy': 'same-origin',
			'cross-origin-resource-policy': 'same-origin',
			'permissions-policy': expect.stringContaining('camera=()'),
			'referrer-policy': 'same-origin',
			'x-content-type-options': 'nosniff',
			'x-frame-options': 'DENY',
		})
		expect(headers.has('x-powered-by'), what).toBe(false)
		// Only over HTTPS does a browser take it.
		expect(headers.has('strict-transport-security'), what).toBe(false)
		if (!/script|icon/.test(what)) {
			const { 'cache-control': kept = 'no-store' } = Object.fromEntries(headers)
			expect(kept, what).toMatch(/no-store/)
		}
		const [, nonce] = /'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '') ?? []
		if (!nonce) continue
		expect(nonces, what).not.toContain(nonce)
		nonces.add(nonce)
	}
	for (const path of ['/sign-in', '/nothing', '/assign']) {
		const answer = await officer.fetch(path, {
			headers: { 'content-security-policy': "script-src 'nonce-mine'" },
		})
		const page = await answer.text()
		const [, nonce] = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '') ?? []
		const tags = [...page.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag)
		expect(tags.length, path).toBeGreaterThan(0)
		expect(
			tags.filter((tag) => !tag.includes(`nonce="${nonce}"`)),
			path,
		).toEqual([])
		expect(page, path).not.toMatch(/\son\w+="/)
	}
	expect((await nobody.fetch(`${script}.map`)).status).toBe(404)
})

test('a day at the console meets no content security policy', async ({ page, console }) => {
	const violations = await collectViolations(page)
	const toldBefore = console.output().length
	await page.goto('/nothing')
	await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
	await signInAs(page, 'compliance officer')
	await choosePair(page, 'Equities London', 'Avery Quill')
	await writeReason(page)
	await applyButton(page).click()
	await expect(resultField(page, 'Status')).toHaveText('Active')
	await page.keyboard.press('Control+k')
	await expect(page.getByRole('dialog')).toBeVisible()
	await page.keyboard.press('Escape')
	await expect(page.getByRole('dialog')).toBeHidden()
	await page.getByRole('button', { name: /Notifications/ }).click()
	await expect(page.getByRole('dialog', { name: 'Notifications' })).toBeVisible()
	await page.keyboard.press('Escape')
	for (const [link, title] of [
		['Requests', /Requests/],
		['Audit', /Audit/],
	] as const) {
		await page.getByRole('link', { name: link }).first().click()
		await expect(page).toHaveTitle(title)
	}
	await page.getByRole('button', { name: /^Export/ }).click()
	const download = page.waitForEvent('download')
	await page
		.getByRole('dialog')
		.getByRole('button', { name: /^Export/ })
		.click()
	await download
	await page.goto('/audit/1')
	await page.goto('/requests/new')
	await expect(page.getByRole('combobox', { name: 'Group' })).toBeVisible()
	await page.getByRole('button', { name: 'Sign out' }).click()
	await expect(page).toHaveURL(/\/sign-in/)
	await signInAs(page, 'administrator')
	await page.goto('/admin/people')
	await page.getByRole('link', { name: 'Jo Fenwick' }).first().click()
	await expect(page).toHaveTitle(/Person/)
	expect(violations).toEqual([])
	expect(console.output().slice(toldBefore)).not.toMatch(/"status":(403|413|429)/)
})

test('what somebody smuggles into a page does not run, and the page works on', async ({ page }) => {
	const violations = await collectViolations(page)
	await page.route('**/sign-in', async (route) => {
		const answer = await route.fetch()
		const smuggled = `<script>window.smuggled = 'inline'</script>
			<script nonce="guessed">window.smuggled = 'nonce'</script>
			<script src="/sign-in?script"></script>
			<img src="/nothing.png" alt="" onerror="window.smuggled = 'handler'">
			<base href="https://evil.example/"><style>body { display: none }</style>`
		await route.fulfill({
			response: answer,
			body: (await answer.text()).replace('<body>', `<body>${smuggled}`),
		})
	})
	await page.goto('/sign-in')
	await expect
		.poll(() => violations.filter((what) => /^(script|style|base)/.test(what)).length)
		.toBeGreaterThan(4)
	await expect(page.getByRole('button', { name: 'Continue as auditor', exact: true })).toBeVisible()
	expect(await page.evaluate(() => 'smuggled' in window)).toBe(false)
	expect(await page.evaluate(() => document.baseURI)).not.toContain('evil')
})

test('a tab that was opened without its opener signs in by itself', async ({ page, console }) => {
	await page.goto('/sign-in')
	const opened = page.context().waitForEvent('page')
	await page.evaluate((url) => window.open(url, '_blank', 'noopener'), `${console.url}/sign-in`)
	const other = await opened
	await other.getByRole('button', { name: 'Continue as auditor', exact: true }).click()
	await expect(other).toHaveURL(/\/audit/)
})

test('a write without the console’s own origin is refused before anything of it happens', async ({
	console,
}) => {
	const officer = await visitorAs(console, 'jo.fenwick')
	const { port } = new URL(console.url)
	const origins: Record<string, string>[] = [
		{},
		{ origin: 'null' },
		{ origin: 'garbage' },
		{ origin: 'http://evil.example' },
		{ origin: `https://127.0.0.1:${port}` },
		{ origin: `http://localhost:${port}` },
		{ origin: `${console.url}.evil.example` },
		{ origin: console.url, 'sec-fetch-site': 'cross-site' },
		{ origin: console.url, 'sec-fetch-site': 'same-site' },
	]
	const json = { 'content-type': 'application/json' }
	for (const sent of origins) {
		const told = JSON.stringify(sent)
		const acted = await officer.fetch('/assign', call('applyChangeAction', change(), sent))
		expect(acted.status, told).toBe(403)
		expect(await acted.json(), told).toMatchObject({ code: 'forbidden', requestId: expect.any(String) })
		for (const path of [
			'/api/auth/callback/sandbox',
			'/api/auth/signin/oidc',
			'/api/auth/signout',
			'/api/changes',
		]) {
			const headers = { ...json, ...sent }
			const answer = await officer.fetch(path, { method: 'POST', headers, body: '{}' })
			expect(answer.status, `${path} ${told}`).toBe(403)
			expect(answer.headers.getSetCookie(), `${path} ${told}`).toEqual([])
		}
	}
	for (const path of ['/api/nothing', '/api/health/foo', '/api/metrics', '/api/auth/csrf']) {
		const acted = await officer.fetch(path, call('applyChangeAction', change(), { origin: console.url }))
		expect(acted.status, path).toBe(405)
	}
	const evil = { host: 'evil.example', origin: 'http://evil.example' }
	expect(await askAs(console, '/assign', evil, 'POST')).toBe(421)
	expect(await askAs(console, '/sign-in', { host: 'evil.example' })).toBe(421)
	expect(await askAs(console, '/api/health/ready', { host: '10.0.0.7:3000' })).toBe(200)
	for (const host of ['evil.example', '10.0.0.7:3000']) {
		expect(await askAs(console, '/api/metrics', { host }), host).toBe(403)
	}
	expect(await putsOf(console)).toEqual([])
})

test('another site’s page can load nothing in somebody’s place, and its links work', async ({ console }) => {
	const officer = await visitorAs(console, 'jo.fenwick')
	const foreign = (mode: string, dest: string) => ({
		'sec-fetch-site': 'cross-site',
		'sec-fetch-mode': mode,
		'sec-fetch-dest': dest,
	})
	const counted = () => allowances(console, '(signIn|visit) %')
	const before = await counted()
	for (const path of ['/sign-in', '/assign', '/nothing', '/api/changes', '/api/auth/callback/oidc?error=x']) {
		for (const headers of [foreign('no-cors', 'image'), foreign('navigate', 'iframe')]) {
			expect(await askAs(console, path, headers), path).toBe(403)
		}
	}
	// What was refused uses up nothing of the office's own allowance.
	expect(before).toEqual(expect.arrayContaining(await counted()))
	const followed = { ...foreign('navigate', 'document'), cookie: officer.cookieHeader() }
	for (const path of ['/assign', '/api/changes']) {
		expect(await askAs(console, path, followed), path).toBe(200)
	}
})

test('nobody is led to another site, whatever the address or a header says', async ({ console }) => {
	const visitor = new Visitor(console.url)
	const evil = encodeURIComponent('https://evil.example/')
	const headers = {
		'x-forwarded-host': 'evil.example',
		'x-forwarded-proto': 'https',
		forwarded: 'host=evil.example',
	}
	for (const path of [
		`/api/auth/signin?callbackUrl=${evil}`,
		`/api/auth/error?error=${evil}`,
		'//evil.example/',
	]) {
		const answer = await visitor.fetch(path, { headers })
		const to = new URL(answer.headers.get('location') ?? '/', console.url)
		expect(to.origin, path).toBe(console.url)
	}
	const { csrfToken } = (await (await visitor.fetch('/api/auth/csrf')).json()) as { csrfToken: string }
	const answer = await visitor.fetch('/api/auth/callback/sandbox', {
		method: 'POST',
		headers: { ...headers, origin: console.url },
		body: new URLSearchParams({
			csrfToken,
			person: 'jo.fenwick',
			json: 'true',
			callbackUrl: 'https://evil.example/',
		}),
	})
	expect(await answer.json()).toEqual({ url: expect.not.stringContaining('evil') })
})

test('a header cannot pass for this machine', async ({ console }) => {
	const metrics = (headers: Record<string, string>) => askAs(console, '/api/metrics', headers)
	expect(await metrics({ 'x-forwarded-for': '192.0.2.1' })).toBe(403)
	expect(await metrics({ 'x-forwarded-for': '192.0.2.1, 127.0.0.1' })).toBe(403)
	expect(await metrics({ 'x-forwarded-for': '127.0.0.1' })).toBe(200)
	expect(await metrics({ 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' })).toBe(200)
})

test('what is too long or cannot be read is refused with a sentence, and nothing of it happens', async ({
	console,
}) => {
	const officer = await visitorAs(console, 'jo.fenwick')
	const origin = console.url
	const long = 'x'.repeat(70_000)
	const action = (body: RequestInit['body'], headers: Record<string, string> = {}) => ({
		...call('applyChangeAction', null, { origin, ...headers }),
		body: body ?? null,
	})
	const form = { 'content-type': 'application/x-www-form-urlencoded', origin }
	const multipart = (body: string) =>
		action(body, {
			'content-type': 'multipart/form-data; boundary=edge',
			'next-action': actionId('signOutAction'),
		})
	const chunks = () =>
		Readable.toWeb(Readable.from(Array.from({ length: 70 }, () => Buffer.alloc(1_000, 'x'))))
	const refused: Refused[] = [
		['an action', 413, '/assign', action(JSON.stringify([{ ...change(), reason: long }]))],
		// The types of Node's fetch know neither its streams nor how to send one.
		['an action in pieces', 413, '/assign', { ...action(chunks() as never), duplex: 'half' } as RequestInit],
		[
			'a sign-in',
			413,
			'/api/auth/callback/sandbox',
			{ method: 'POST', headers: form, body: `person=${long}` },
		],
		['a query', 414, `/audit?text=${'x'.repeat(9_000)}`, {}],
		['no JSON', 400, '/assign', action('[{')],
		['a reference', 400, '/assign', action('["$1:__proto__:then"]')],
		['no form', 400, '/assign', multipart('edge')],
		['a form that React would decode', 400, '/assign', multipart(part('0', '["$1:constructor"]'))],
		['another type', 415, '/assign', action('a=b', form)],
		['a type of the same beginning', 415, '/assign', action('[]', { 'content-type': 'text/plainfoo' })],
		['a mark of the byte order', 400, '/assign', action('\ufeff[]')],
		['a list without end', 400, '/assign', action(JSON.stringify(Array(20_001).fill(0)))],
		['a form without arguments', 400, '/assign', multipart(part('1', '[]'))],
		['an empty form', 400, '/assign', multipart('--edge--\r\n')],
		['arguments twice', 400, '/assign', multipart(part('0', '[]').replace('--edge--\r\n', part('0', '[]')))],
		...['application/octet-stream', 'text/plain;charset=ebcdic'].map((type): Refused => {
			const typed = part('0', '[]').replace('\r\n\r\n', `\r\ncontent-type: ${type}\r\n\r\n`)
			return [type, 400, '/assign', multipart(typed)]
		}),
	]
	for (const [what, status, path, init] of refused) {
		const answer = await officer.fetch(path, init)
		expect(answer.status, what).toBe(status)
		expect(await answer.text(), what).toMatch(/The console|This is longer|The address is|A page takes/)
	}
	const longest = { ...change(), reason: `${reason} ${'€'.repeat(900)}`, ticket: '' }
	expect(await officer.act('applyChangeAction', longest)).toContain('"ok":')
	expect((await putsOf(console)).length).toBeLessThanOrEqual(1)
	expect((await officer.fetch('/api/changes')).status).toBe(200)
})

type Refused = [what: string, status: number, path: string, init: RequestInit]

const part = (name: string, value: string) =>
	`--edge\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--edge--\r\n`

test('what Next or next-auth would fail over is refused or not there, to anybody', async ({ console }) => {
	const failed = () => console.output().match(/"level":50/g)?.length ?? 0
	const before = failed()
	const garbage = { rsc: '1', 'next-router-state-tree': 'garbage' }
	for (const path of ['/nope', '/sign-in', '/assign', '/audit/1']) {
		expect(await follow(console, path, garbage), path).toBeLessThan(405)
	}
	for (const host of ['a b', '[', '%', ' ', '127.0.0.1:99999']) {
		expect(await askAs(console, '/api/auth/csrf', { host }), host).toBe(421)
		expect(await askAs(console, '/api/metrics', { host }), host).toBe(403)
	}
	for (const path of ['*', 'http://evil.example/assign']) {
		expect(await askAs(console, path, {}), path).toBe(404)
	}
	expect(await askAs(console, '/', {}, 'TRACE')).toBe(405)
	const unreadable = encodeURIComponent('https://[')
	for (const path of ['csrf', 'providers', 'signin']) {
		const cookie = `next-auth.callback-url=${unreadable}`
		expect(await askAs(console, `/api/auth/${path}`, { cookie }), path).toBeLessThan(400)
	}
	expect(await askAs(console, `/api/auth/signin?callbackUrl=${unreadable}`, {})).toBe(400)
	expect(failed()).toBe(before)
})

/** As Next's router asks, which is led to the address that goes with its headers. */
async function follow(
	console: RunningConsole,
	path: string,
	headers: Record<string, string>,
): Promise<number> {
	const answer = await fetch(console.url + path, { headers, redirect: 'manual' })
	const to = answer.headers.get('location') ?? ''
	if (!to.includes('_rsc=')) return answer.status
	return (await fetch(new URL(to, console.url), { headers, redirect: 'manual' })).status
}

/** What has been counted under names of a pattern. */
async function allowances(console: RunningConsole, pattern: string): Promise<unknown[]> {
	const client = new Client(console.databaseUrl)
	await client.connect()
	try {
		const counted = 'select name, whole_at from allowances where name similar to $1 order by name'
		return (await client.query(counted, [pattern])).rows
	} finally {
		await client.end()
	}
}

/** Leaves nothing of a person's allowance for a while. */
async function spend(
	console: RunningConsole,
	limit: string,
	person: string,
	forHowLong: string,
): Promise<void> {
	const client = new Client(console.databaseUrl)
	await client.connect()
	try {
		await client.query(
			`insert into allowances (name, whole_at)
			select $1 || ' ' || id, now() + $3::interval from users where subject = $2
			on conflict (name) do update set whole_at = excluded.whole_at`,
			[limit, person, forHowLong],
		)
	} finally {
		await client.end()
	}
}

test('who asks too often is told when to try again, at the place, and loses nothing of a form', async ({
	page,
	console,
}) => {
	await signInByName(page, 'Lena Brandt')
	await choosePair(page, 'Equities London', 'Avery Quill')
	await writeReason(page)
	await spend(console, 'write', 'lena.brandt', '1 hour')
	await applyButton(page).click()
	await expect(
		page.getByText(/Too much was asked for in a short time.*Wait \d+ seconds/).first(),
	).toBeVisible()
	await expect(page.getByRole('textbox', { name: 'Reason' })).toHaveValue(reason)
	expect(await putsOf(console)).toEqual([])

	const lena = await visitorAs(console, 'lena.brandt')
	const acted = await lena.fetch('/assign', call('applyChangeAction', change(), { origin: console.url }))
	expect(acted.status).toBe(429)
	expect(Number(acted.headers.get('retry-after'))).toBeGreaterThan(60)
	expect((await lena.fetch('/api/changes')).status).toBe(200)

	await spend(console, 'heavy', 'lena.brandt', '1 hour')
	const heavy = await lena.fetch('/api/audit/exports/1')
	expect(heavy.status).toBe(429)
	expect(Number(heavy.headers.get('retry-after'))).toBeGreaterThan(60)

	await spend(console, 'read', 'lena.brandt', '1 hour')
	// A few were taken ahead.
	let read = await lena.fetch('/api/changes')
	await expect(async () => {
		read = await lena.fetch('/api/changes')
		expect(read.status).toBe(429)
	}).toPass()
	expect(await read.json()).toMatchObject({
		code: 'too_many_requests',
		message: expect.stringMatching(/Wait/),
	})
	// Neither others nor a probe wait for her.
	expect((await (await visitorAs(console, 'jo.fenwick')).fetch('/api/changes')).status).toBe(200)
	expect(await askAs(console, '/api/metrics', {})).toBe(200)
})

const linesOf = (console: RunningConsole): Record<string, unknown>[] => {
	const lines = console.output().split('\n').slice(0, -1)
	return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
}

test('the log has a refusal once, under the id that was answered, and nothing that a visitor wrote', async ({
	console,
}) => {
	const headers = { 'x-scopekeeper-request': 'jane.doe' }
	expect(await askAs(console, '/jane.doe@acme.com', { ...headers, host: 'elsewhere.example' })).toBe(421)
	expect(
		(await fetch(`${console.url}/audit/jane.doe@acme.com`, { headers, redirect: 'manual' })).status,
	).toBe(307)
	const refused = await fetch(`${console.url}/api/changes`, { headers })
	const gate = await fetch(`${console.url}/api/changes`, { headers, method: 'PUT' })
	for (const [kind, answer] of Object.entries({ route: refused, gate })) {
		const { requestId, code } = await answer.json()
		const told = () => linesOf(console).filter((line) => line.requestId === requestId)
		await expect.poll(told).toMatchObject([{ kind, outcome: code, msg: 'refused' }])
	}
	expect(console.output()).not.toMatch(/jane\.doe/)
})
