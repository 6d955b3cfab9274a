import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { Client } from 'pg'
import { warningCodes } from '#lib/changes/schemas.ts'
import { appRole } from '#lib/db/roles.ts'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import { type RunningConsole, startConsole } from './fixtures/console.ts'
import { expectQuoted } from './fixtures/expect-quoted.ts'
import { freePort } from './fixtures/free-port.ts'
import { signInAtProvider, startIdentityProvider } from './fixtures/identity-provider.ts'
import { startLoginTap } from './fixtures/login-tap.ts'
import { requestIn } from './fixtures/requests.ts'
import { applyButton, choosePair, result, tellPod, writeReason } from './fixtures/story.ts'
import { Visitor } from './fixtures/visitor.ts'

/** What people write, search for and are called: in the record and on the screen, never in the output. */
const words = {
	reason: 'Canaryreason covers the desk while the lead is away.',
	ticket: 'CANARYTICKET-1',
	asked: 'Canaryasked for whoever comes back on Monday.',
	comment: 'Canarycomment for whoever decides.',
	groupSearch: 'Canarygroup',
	peopleSearch: 'Canaryperson',
	auditSearch: 'Canaryaudit',
	email: 'canary.officer@example.com',
	podEmail: landmarkPeople.averyQuill.emailAddress,
	podWords: 'Canarypod says no to canary.officer',
}
const own = { opsToken: 'canary-of-the-operators', authSecret: 'canary-of-the-sessions-0123456789' }

test('secrets are in no answer, no output and no row, and what people write is not in the output either', async ({
	page,
}) => {
	test.setTimeout(240_000)
	const dataDir = mkdtempSync(join(tmpdir(), 'scopekeeper-secrets-'))
	const [port, sandboxPort] = [await freePort(), await freePort()]
	const url = `http://127.0.0.1:${port}`
	const tap = await startLoginTap(`http://127.0.0.1:${sandboxPort}`)
	const provider = await startIdentityProvider(url, {
		officer: { name: 'Cleo Marsh', email: words.email, username: 'cmarsh', groups: ['sk-officers'] },
	})
	const console = await startConsole({
		dataDir,
		env: {
			PORT: String(port),
			SANDBOX_PORT: String(sandboxPort),
			SYMPHONY_LOGIN_URL: tap.url,
			SYMPHONY_SETTLE_SECONDS: '3',
			OPS_TOKEN: own.opsToken,
			OIDC_ISSUER: provider.issuer,
			OIDC_CLIENT_ID: provider.clientId,
			OIDC_CLIENT_SECRET: provider.clientSecret,
			ROLE_OFFICER: 'sk-officers',
			NEXTAUTH_URL: url,
			NEXTAUTH_SECRET: own.authSecret,
		},
	})
	try {
		const seen = recordTraffic(page)
		await page.goto(console.url)
		await signInAtProvider(page, 'officer')
		await workInTheBrowser(page, console)
		const visitor = await sameVisitor(page, console)
		await workByHand(visitor, console)
		await breakTheDatabase(page, visitor, console)
		const [idToken = ''] = (await rowsOf(console, 'sessions')).flatMap((row) => /eyJ[\w.-]+/.exec(row) ?? [])
		const sessionCookie = visitor.sessionCookie.value
		await page.goto(`${console.url}/assign`)
		await page.getByRole('button', { name: 'Sign out' }).click()
		await expect.poll(async () => (await visitor.fetch('/api/changes')).status).toBe(401)

		const key = readFileSync(join(dataDir, 'sandbox', 'bot-key.pem'), 'utf8')
		const keyLines = key.split('\n').filter((line) => line.length > 40)
		expect(tap.tokens.length).toBeGreaterThan(1)
		expect(keyLines.length).toBeGreaterThan(10)
		const passwords = [console.databaseUrl, console.ownerUrl].map((address) => new URL(address).password)
		const secrets = [...tap.tokens, ...keyLines, ...passwords, ...Object.values(own), provider.clientSecret]
		const traffic = (await Promise.all(seen)).join('\n')
		expect(traffic).toContain('Avery Quill')
		const rows = (await everyRow(console)).join('\n')
		for (const word of [words.reason, words.ticket, words.asked, words.comment]) expect(rows).toContain(word)
		const output = console.output()
		for (const [place, text] of Object.entries({ traffic, rows, output })) {
			for (const secret of secrets) expect(text.includes(secret), `a secret is in the ${place}`).toBe(false)
		}
		const unheard = { ...words, sessionCookie, ...(idToken ? { idToken } : {}) }
		expect(Object.entries(unheard).filter(([, word]) => new RegExp(word, 'i').test(output))).toEqual([])
		expectReadable(output)
	} finally {
		await console.stop()
		await provider.stop()
		await tap.stop()
		rmSync(dataDir, { recursive: true, force: true })
	}
})

/** Searches, and changes an assignment with a pod that refuses its session first and fails then. */
async function workInTheBrowser(page: Page, console: RunningConsole): Promise<void> {
	await expect(applyButton(page)).toBeVisible()
	await page.getByRole('combobox', { name: 'Group', exact: true }).fill(words.groupSearch)
	await page.getByRole('combobox', { name: 'User', exact: true }).fill(words.peopleSearch)
	await choosePair(page, 'Equities London', 'Avery Quill')
	await writeReason(page, words.reason)
	await page.getByRole('textbox', { name: 'Ticket' }).fill(words.ticket)
	await tellPod(console, 'expire-sessions', {})
	const fault = { kind: 'status', status: 500, body: { code: 500, message: words.podWords } }
	await tellPod(console, 'faults', { method: 'PUT', times: 1, fault })
	await applyButton(page).click()
	await expect(result(page)).toContainText('Checking with the pod')
}

/** The same person in the same session, without the page. */
async function sameVisitor(page: Page, console: RunningConsole): Promise<Visitor> {
	const visitor = new Visitor(console.url)
	for (const { name, value } of await page.context().cookies(console.url)) visitor.setCookie(name, value)
	return visitor
}

async function workByHand(visitor: Visitor, console: RunningConsole): Promise<void> {
	const requestId = requestIn(await visitor.act('fileRequestAction', askFor(landmarkGroups.ratesChicago.id)))
	const comment = { commentId: randomUUID(), requestId, text: words.comment }
	requestIn(await visitor.act('commentRequestAction', comment))
	const filter = { range: 'all', text: words.auditSearch }
	const exported = await visitor.act('recordExportAction', { filter, format: 'csv', since: null })
	const href = /"href":"([^"]+)"/.exec(exported)?.[1] ?? ''
	expect((await visitor.fetch(href)).status).toBe(200)
	const bearer = { authorization: `Bearer ${own.opsToken}` }
	expect((await visitor.fetch('/api/metrics', { headers: bearer })).status).toBe(200)
	// A pod that takes too long, refuses in its own words, and one that is gone.
	for (const fault of [
		{ kind: 'status', status: 403, body: { code: 403, message: words.podWords } },
		{ kind: 'cut-before' },
		{ kind: 'garbage' },
	]) {
		await tellPod(console, 'faults', { method: 'PUT', times: 1, fault })
		await visitor.act('applyChangeAction', changeOf(landmarkGroups.primeServices.id))
	}
	await visitor.fetch(`/audit?range=all&text=${words.auditSearch}`)
	await visitor.act('applyChangeAction', { ...changeOf('..'), reason: words.reason.repeat(40) })
}

/** Every query fails, with what it was given in its message; pages break in the browser. */
async function breakTheDatabase(page: Page, visitor: Visitor, console: RunningConsole): Promise<void> {
	await inDatabase(console, 'alter table requests rename to requests_away')
	expect(await visitor.act('fileRequestAction', askFor(landmarkGroups.creditNewYork.id))).toContain(
		'"ok":false',
	)
	await inDatabase(console, 'alter table requests_away rename to requests')
	await inDatabase(console, 'alter table entries rename to entries_away')
	await page.goto(`${console.url}/audit?range=all&text=${words.auditSearch}`)
	await expect(page.getByRole('heading', { name: 'This page could not be shown' })).toBeVisible()
	await inDatabase(console, 'alter table entries_away rename to entries')
	await expectQuoted(page, console)
	await inDatabase(console, `revoke select on sessions from ${appRole}`)
	for (const path of ['/sign-in', '/requests']) {
		await page.goto(console.url + path)
		await expect(page.getByRole('heading', { name: 'The database does not answer' })).toBeVisible()
		await expectQuoted(page, console)
	}
	await inDatabase(console, `grant select on sessions to ${appRole}`)
	await page.getByRole('button', { name: 'Try again' }).click()
	await expect(page.getByRole('heading', { name: 'Requests' })).toBeVisible()
}

const changeOf = (groupId: string) => ({
	operationId: randomUUID(),
	groupId,
	userId: landmarkPeople.averyQuill.id,
	active: true,
	reason: words.reason,
	ticket: words.ticket,
	confirmation: '',
	shownWarnings: [...warningCodes],
})

const askFor = (groupId: string) => ({
	operationId: randomUUID(),
	kind: 'assign',
	groupId,
	userId: landmarkPeople.averyQuill.id,
	endsAt: null,
	reason: words.asked,
	ticket: words.ticket,
	shownWarnings: [...warningCodes],
})

/** Lines of the log are JSON, each with what is promised of it (docs/logs.md). */
function expectReadable(output: string): void {
	const lines = output.split('\n').filter((line) => line.startsWith('{'))
	const logged = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
	expect(logged.filter(({ level, time, kind, msg }) => !(level && time && kind && msg))).toEqual([])
	const ofKind = (kind: string) => logged.filter((line) => line.kind === kind)
	for (const [kind, fields] of Object.entries({
		action: ['requestId', 'actor', 'verb', 'outcome', 'ms'],
		route: ['requestId', 'actor', 'verb', 'outcome', 'ms'],
		page: ['requestId', 'path'],
		pod: ['method', 'path', 'status', 'outcome', 'ms', 'traceId'],
		change: ['changeId'],
	})) {
		expect(ofKind(kind).length, kind).toBeGreaterThan(0)
		expect(ofKind(kind).filter((line) => fields.some((field) => !(field in line)))).toEqual([])
	}
	// Some come to no state while the database is broken, and are told of by what was in the way.
	expect(ofKind('change').filter((line) => !('outcome' in line || 'err' in line))).toEqual([])
	expect(ofKind('change').filter((line) => 'outcome' in line).length).toBeGreaterThan(0)
	const applied = ofKind('action').find(({ verb }) => verb === 'change.apply')
	expect(applied?.actor).toBe('officer')
	// One request is followed from what was done to what the pod was asked for it.
	const itsPuts = ofKind('pod').filter(
		({ method, requestId }) => method === 'PUT' && requestId === applied?.requestId,
	)
	expect(itsPuts.length).toBeGreaterThan(0)
}

/** Every response of the run, headers and body, as the browser receives it. */
function recordTraffic(page: Page): Promise<string>[] {
	const seen: Promise<string>[] = []
	page.on('response', (response) => {
		const body = response.body().then(String, () => '')
		seen.push(
			Promise.all([response.headersArray(), body]).then(([headers, text]) => JSON.stringify(headers) + text),
		)
	})
	return seen
}

/** Answers of one statement, as the owner of the tables. */
async function inDatabase(console: RunningConsole, statement: string): Promise<{ row: string }[]> {
	const client = new Client(console.ownerUrl)
	await client.connect()
	try {
		return (await client.query<{ row: string }>(statement)).rows
	} finally {
		await client.end()
	}
}

const rowsOf = async (console: RunningConsole, table: string) =>
	(await inDatabase(console, `select t::text as row from public.${table} t`)).map(({ row }) => row)

async function everyRow(console: RunningConsole): Promise<string[]> {
	const tables = await inDatabase(
		console,
		"select quote_ident(tablename) as row from pg_tables where schemaname = 'public'",
	)
	const rows: string[] = []
	for (const { row } of tables) rows.push(...(await rowsOf(console, row)))
	return rows
}
