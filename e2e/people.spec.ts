import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { Client } from 'pg'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import { type RunningConsole, startConsole } from './fixtures/console.ts'
import { expectAccessible } from './fixtures/expect-accessible.ts'
import { decision, expectPodRead, filedByPriya, queue, visitorAs } from './fixtures/requests.ts'
import { signInAs, signInByName } from './fixtures/story.ts'

/**
 * What administrators do with people's access, and how a session's end comes to the screen. One console, on which every
 * change waits for another officer; time is moved in the rows of its database.
 */

test.describe.configure({ mode: 'serial' })

let dataDir: string
let running: RunningConsole
let owner: Client

test.beforeAll(async () => {
	test.setTimeout(240_000)
	dataDir = mkdtempSync(join(tmpdir(), 'scopekeeper-people-'))
	running = await startConsole({ dataDir, env: { APPROVALS: 'second' } })
	owner = new Client(running.ownerUrl)
	await owner.connect()
})

test.afterAll(async () => {
	await owner?.end()
	await running?.stop()
	rmSync(dataDir, { recursive: true, force: true })
})

const reason = 'Left the firm at the end of the month.'
const { equitiesLondon, ratesChicago } = landmarkGroups
const { averyQuill, soleAssignee } = landmarkPeople
const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name })
const card = (page: Page) => page.getByRole('region', { name: 'Your session' })
const said = (page: Page, sentence: string | RegExp) => page.getByRole('status').filter({ hasText: sentence })

/** A browser of somebody's own, at a page. */
async function at(browser: Browser, who: string, path: string): Promise<Page> {
	const page = await (await browser.newContext({ baseURL: running.url })).newPage()
	if (who.includes(' ') && who[0]?.toUpperCase() === who[0]) await signInByName(page, who)
	else await signInAs(page, who as 'administrator')
	await page.goto(path)
	return page
}

/** Sets moments of a person's open sessions, such as `last_seen_at = now() - interval '26 minutes'`. */
async function move(subject: string, set: string): Promise<void> {
	await owner.query(
		`update sessions set ${set} where ended_at is null and user_id in (select id from users where subject = $1)`,
		[subject],
	)
}

async function wasSeenJustNow(subject: string): Promise<boolean> {
	const { rows } = await owner.query(
		`select max(last_seen_at) > now() - interval '1 minute' as seen from sessions join users on users.id = user_id
		where subject = $1 and ended_at is null`,
		[subject],
	)
	return rows[0].seen
}

/** The tab comes into sight until it shows what its session has come to. */
async function see(page: Page, what: () => Promise<void>): Promise<void> {
	await expect(async () => {
		await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')))
		await what()
	}).toPass()
}

/** Follows the link to the sign-in, and signs in there: the tab closes itself where the browser lets it. */
async function signInBeside(page: Page, link: string, button: string | RegExp): Promise<void> {
	const opened = page.context().waitForEvent('page')
	await page.getByRole('link', { name: link }).click()
	const tab = await opened
	await tab.getByRole('button', { name: button }).click()
}

/** The same on a phone, and then as wide as before. */
async function expectNarrowToo(page: Page, what: string): Promise<void> {
	const wide = page.viewportSize()
	await page.setViewportSize({ width: 360, height: 780 })
	await expectAccessible(page, `${what}, narrow`)
	if (wide) await page.setViewportSize(wide)
}

async function openPerson(page: Page, name: string): Promise<void> {
	await page.goto(`/admin/people?text=${encodeURIComponent(name)}`)
	await page.getByRole('link', { name }).click()
	await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
}

test('people are listed, searched and filtered for administrators, by the keyboard alone', async ({
	browser,
}) => {
	const jo = await at(browser, 'compliance officer', '/assign')
	const page = await at(browser, 'administrator', '/assign')
	await page.getByRole('navigation', { name: 'Console' }).getByRole('link', { name: 'People' }).press('Enter')
	await expect(page.getByRole('row').filter({ hasText: 'Jo Fenwick' })).toContainText('1 open')
	await expectNarrowToo(page, 'people')
	await page.getByRole('searchbox', { name: 'Name, e-mail or subject contains' }).focus()
	await page.keyboard.type('FENW')
	await expect(page).toHaveURL(/text=FENW/)
	await expect(page.getByRole('row')).toHaveCount(2)
	await page.getByRole('button', { name: /^State/ }).press('Enter')
	await page.keyboard.press('Tab')
	await page.keyboard.press('Tab')
	await page.keyboard.press('Enter')
	await expect(page).toHaveURL(/state=disabled/)
	await expect(page.getByText('Nobody found')).toBeVisible()
	await expectAccessible(page, 'nobody')
	const unknown = await page.goto('/admin/people/8d3f1b52-9d2b-4f5e-9c3f-2f6f0a1b7c11')
	expect(unknown?.status()).toBe(404)
	await expect(page.getByRole('heading', { name: 'Nobody is known under this address' })).toBeVisible()
	await page.goto('/admin/people?role=king')
	await expect(page.getByRole('alert').filter({ hasText: 'a filter that cannot be used' })).toBeVisible()
	await expectAccessible(page, 'people with a filter that cannot be')
	await Promise.all([jo.context().close(), page.context().close()])
})

for (const role of ['compliance officer', 'support staff', 'auditor'] as const) {
	test(`there is no such page for ${role}`, async ({ browser }) => {
		const page = await at(browser, role, '/assign')
		await expect(page.getByRole('link', { name: 'People' })).toHaveCount(0)
		for (const path of ['/admin/people', '/admin/people/8d3f1b52-9d2b-4f5e-9c3f-2f6f0a1b7c11']) {
			const answer = await page.goto(path)
			expect(answer?.status()).toBe(404)
			await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
		}
		await page.context().close()
	})
}

test('whoever is disabled is refused in the middle of a form, reads why, and loses nothing of it', async ({
	browser,
}) => {
	const id = await filedByPriya(running, [equitiesLondon, averyQuill])
	const sam = await at(browser, 'Sam Okafor', `/requests?request=${id}`)
	await sam.getByRole('button', { name: 'Claim' }).click()
	await expectPodRead(sam)
	const note = decision(sam).getByRole('textbox', { name: 'Note' })
	await note.fill('Asked the desk head, who agrees.')

	const page = await at(browser, 'administrator', '/admin/people')
	await openPerson(page, 'Sam Okafor')
	await page.getByRole('button', { name: 'Disable' }).click()
	const asking = dialog(page, 'Disable Sam Okafor')
	await expect(asking).toContainText('1 request that they had claimed is free for others again')
	await asking.getByRole('button', { name: 'Disable' }).click()
	await expect(asking.getByRole('alert')).toContainText('at least 10 characters')
	await expectAccessible(page, 'disabling with an error')
	await asking.getByRole('textbox', { name: 'Reason' }).fill(reason)
	await move('noor.haddad', `last_seen_at = now() - interval '26 minutes'`)
	await see(page, () => expect(card(page)).toContainText('You will be signed out', { timeout: 1_000 }))
	await card(page).getByRole('button', { name: 'Stay signed in' }).press('Enter')
	await expect(card(page)).toHaveCount(0)
	await expect(asking.getByRole('textbox', { name: 'Reason' })).toBeFocused()
	await asking.getByRole('button', { name: 'Disable' }).click()
	await expect(said(page, 'Disabled: Sam Okafor is refused from now on.')).toBeVisible()
	await expect(page.getByText('No open sessions.')).toBeVisible()
	await expect(page.getByText(`Reason: ${reason}`)).toBeVisible()
	await expectAccessible(page, 'somebody who is disabled')

	await expect(dialog(sam, 'You are signed out')).toContainText('An administrator has disabled your access')
	await expectAccessible(sam, 'signed out')
	await sam.keyboard.press('Escape')
	await decision(sam)
		.getByRole('button', { name: /^Approve/ })
		.click()
	await expect(dialog(sam, 'You are signed out')).toContainText('An administrator has disabled your access')
	await sam.keyboard.press('Escape')
	await expect(note).toHaveValue('Asked the desk head, who agrees.')
	await sam.goto('/sign-in')
	await sam.getByText('More people').click()
	await sam.getByRole('button', { name: /Sam Okafor/ }).click()
	await expect(sam.getByRole('alert').filter({ hasText: 'disabled' })).toBeVisible()

	await page.getByRole('button', { name: 'Enable' }).click()
	await dialog(page, 'Enable Sam Okafor')
		.getByRole('textbox', { name: 'Reason' })
		.fill('Came back to the firm.')
	await dialog(page, 'Enable Sam Okafor').getByRole('button', { name: 'Enable' }).click()
	await expect(said(page, 'Enabled: Sam Okafor can sign in again.')).toBeVisible()
	await signInByName(sam, 'Sam Okafor')
	await sam.goto('/requests')
	await expect(queue(sam).getByRole('link').first()).toBeVisible()

	await page.goto('/audit')
	const rows = page.getByRole('row')
	await expect(rows.filter({ hasText: 'Person disabled' })).toContainText('Sam Okafor · 1 session')
	await expect(rows.filter({ hasText: 'Person enabled' })).toContainText('Sam Okafor')
	await expect(rows.filter({ hasText: 'Signed in' })).toHaveCount(0)
	await page.getByRole('link', { name: 'Show sign-ins' }).click()
	await expect(rows.filter({ hasText: 'Sign-in failed' })).toContainText('Sam Okafor')
	await expect(rows.filter({ hasText: 'Signed in' }).first()).toContainText('Chrome')
	await expectAccessible(page, 'audit with sign-ins')
	await Promise.all([sam.context().close(), page.context().close()])
})

test('an administrator ends one session of a person, or all, and cannot disable themselves', async ({
	browser,
}) => {
	const [one, two] = [await at(browser, 'auditor', '/assign'), await at(browser, 'auditor', '/assign')]
	const page = await at(browser, 'administrator', '/admin/people')
	await openPerson(page, 'Ingrid Solheim')
	const open = page.getByRole('region', { name: /^Open sessions/ })
	const count = (await open.getByRole('button', { name: /^End the session/ }).count()) - 1
	await open
		.getByRole('button', { name: /^End the session/ })
		.first()
		.click()
	await expect(said(page, /^Ended: a session of Ingrid Solheim, on .*, opened .* UTC\.$/)).toBeVisible()
	await expect(open.getByRole('button', { name: /^End the session/ })).toHaveCount(count)
	await expect(dialog(two, 'You are signed out')).toContainText('An administrator has ended your session')
	await expect(dialog(one, 'You are signed out')).toHaveCount(0)
	if (count > 1) {
		await open.getByRole('button', { name: 'End all' }).click()
		const asking = dialog(page, 'End all sessions of Ingrid Solheim')
		await expectAccessible(page, 'asking before all is ended')
		await asking.getByRole('button', { name: 'Cancel' }).click()
		await expect(asking).toHaveCount(0)
		await expect(dialog(one, 'You are signed out')).toHaveCount(0)
		await open.getByRole('button', { name: 'End all' }).click()
		await asking.getByRole('button', { name: 'End all' }).click()
	} else await open.getByRole('button', { name: /^End the session/ }).click()
	await expect(page.getByText('No open sessions.')).toBeVisible()
	await expect(dialog(one, 'You are signed out')).toBeVisible()
	await one.goto('/audit')
	await expect(one).toHaveURL(/\/sign-in/)
	await expect(one.getByText('An administrator has ended your session')).toBeVisible()
	await expectAccessible(one, 'a sign-in after a session that was ended')
	await openPerson(page, 'Noor Haddad')
	await expect(page.getByRole('button', { name: 'Disable' })).toHaveCount(0)
	await expect(open.getByText('This one')).toHaveCount(1)
	await owner.query(
		`update users set email = repeat('long', 30) || '@example.com' where subject = 'noor.haddad'`,
	)
	await page.reload()
	await expectNarrowToo(page, 'oneself')
	const elsewhere = await at(browser, 'administrator', '/assign')
	await page.reload()
	const names = await open.getByRole('button', { name: /^End the session/ }).all()
	const told = await Promise.all(names.map((button) => button.getAttribute('aria-label')))
	expect(new Set(told).size).toBe(told.length)
	await open.getByRole('button', { name: 'End all others' }).click()
	await expect(said(page, /^Ended: \d+ sessions? of yours\.$/)).toBeVisible()
	await expect(dialog(elsewhere, 'You are signed out')).toBeVisible()
	await expect(open.getByText('This one')).toHaveCount(1)
	await expect(open.getByRole('button', { name: /^End/ })).toHaveCount(0)
	await expect(dialog(page, 'You are signed out')).toHaveCount(0)
	await Promise.all([one, two, page, elsewhere].map((each) => each.context().close()))
})

test('before a session ends for want of activity it is said beside the filled form; a button keeps it, and so does typing', async ({
	browser,
}) => {
	const page = await at(
		browser,
		'support staff',
		`/requests/new?group=${ratesChicago.id}&user=${averyQuill.id}`,
	)
	const words = page.getByRole('textbox', { name: 'Reason' })
	await words.fill(reason)
	await move('priya.nair', `last_seen_at = now() - interval '26 minutes'`)
	await see(page, () =>
		expect(card(page)).toContainText('You will be signed out in 4 minutes', { timeout: 1_000 }),
	)
	await expect(words).toBeFocused()
	await expectNarrowToo(page, 'a warning')
	await card(page).getByRole('button', { name: 'Stay signed in' }).press('Enter')
	await expect(card(page)).toHaveCount(0)
	await expect(words).toBeFocused()
	await expect(words).toHaveValue(reason)
	expect(await wasSeenJustNow('priya.nair')).toBe(true)
	await move('priya.nair', `last_seen_at = now() - interval '10 minutes'`)
	await page.clock.setFixedTime(Date.now() + 3 * 60_000)
	await words.press('End')
	await expect.poll(() => wasSeenJustNow('priya.nair')).toBe(true)
	await page.context().close()
})

test('a form outlives its session: one signs in beside it, and sends it', async ({ browser }) => {
	const page = await at(
		browser,
		'support staff',
		`/requests/new?group=${ratesChicago.id}&user=${averyQuill.id}`,
	)
	const [words, file] = [
		page.getByRole('textbox', { name: 'Reason' }),
		page.getByRole('button', { name: 'File request' }),
	]
	await words.fill(reason)
	await expect(page.getByText(/read from the pod/).first()).toBeVisible()
	await move('priya.nair', `created_at = now() - interval '11 hours 57 minutes'`)
	await see(page, () =>
		expect(card(page)).toContainText('Your session ends in 3 minutes', { timeout: 1_000 }),
	)
	await expectAccessible(page, 'a session that must end')
	await card(page).getByRole('button', { name: 'Not now' }).click()
	await move('priya.nair', `created_at = now() - interval '12 hours 1 minute'`)
	await file.click()
	await expect(dialog(page, 'You are signed out')).toContainText('it lasts 12 hours at most')
	await signInBeside(page, 'Sign in again', 'Continue as support staff')
	await expect(card(page)).toContainText('You are signed in again')
	await expect(dialog(page, 'You are signed out')).toHaveCount(0)
	await expectAccessible(page, 'signed in again')
	await expect(words).toHaveValue(reason)
	await file.click()
	await expect(page).toHaveURL(/\/requests\?request=\d+|\/requests\/\d+/)

	const other = await page.context().newPage()
	await other.goto('/requests')
	await other.getByRole('button', { name: 'Sign out' }).click()
	// Which of both depends on whether this tab asks before or after the browser has dropped the cookie.
	await see(page, () =>
		expect(dialog(page, 'You are signed out')).toContainText(/You have signed out|Your session has ended/, {
			timeout: 1_000,
		}),
	)
	await signInBeside(page, 'Sign in again', 'Continue as compliance officer')
	const mixed = dialog(page, 'This is Jo Fenwick’s session now')
	await expect(mixed).toContainText('this page is Priya Nair’s')
	await expectAccessible(page, 'another person’s session')
	await mixed.getByRole('button', { name: 'Reload the page' }).click()
	await expect(page.getByText('Jo Fenwick').first()).toBeVisible()
	await page.context().close()
})

test('what is pressed on one person’s page is not done in the name of the next', async ({ browser }) => {
	const page = await at(
		browser,
		'support staff',
		`/requests/new?group=${ratesChicago.id}&user=${averyQuill.id}`,
	)
	await page.getByRole('textbox', { name: 'Reason' }).fill(reason)
	await expect(page.getByText(/read from the pod/).first()).toBeVisible()
	// As a sign-in in another tab leaves it, before this one has heard of it.
	const next = (await visitorAs(running, 'jo.fenwick')).sessionCookie
	await page.context().addCookies([{ ...next, url: running.url }])
	const before = await owner.query('select count(*) from requests')
	await page.getByRole('button', { name: 'File request' }).click()
	await expect(dialog(page, 'This is Jo Fenwick’s session now')).toContainText('this page is Priya Nair’s')
	expect((await owner.query('select count(*) from requests')).rows).toEqual(before.rows)
	await page.context().close()
})

test('a decision asks for a recent sign-in: one confirms beside it, and decides', async ({ browser }) => {
	const id = await filedByPriya(running, [ratesChicago, soleAssignee])
	const page = await at(browser, 'compliance officer', `/requests?request=${id}`)
	await expectPodRead(page)
	const note = decision(page).getByRole('textbox', { name: 'Note' })
	await note.fill('Not while she is on leave.')
	await move('jo.fenwick', `authenticated_at = now() - interval '20 minutes'`)
	await decision(page).getByRole('button', { name: 'Reject' }).click()
	const confirming = dialog(page, 'Confirm that it is you')
	await expect(confirming).toContainText('a sign-in from the last 15 minutes')
	await expectAccessible(page, 'confirming')
	await page.keyboard.press('Escape')
	await expect(confirming).toHaveCount(0)
	await expect(decision(page).getByText('a sign-in from the last 15 minutes')).toBeVisible()
	await decision(page).getByRole('button', { name: 'Reject' }).click()
	await signInBeside(page, 'Confirm', /^Continue as/)
	await expect(card(page)).toContainText('it is confirmed that it is you')
	await expect(page.getByText('a sign-in from the last 15 minutes')).toHaveCount(0)
	await expect(note).toHaveValue('Not while she is on leave.')
	await decision(page).getByRole('button', { name: 'Reject' }).click()
	await expect(decision(page).getByRole('region', { name: 'Result' })).toBeVisible()
	await page.context().close()
})
