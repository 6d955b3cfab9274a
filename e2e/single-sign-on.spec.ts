import { expectAccessible } from './fixtures/expect-accessible.ts'
import { signInAtProvider, typeAtProvider } from './fixtures/identity-provider.ts'
import { signInByHand } from './fixtures/sign-in-by-hand.ts'
import { expect, openAs, test, whoIsIn } from './fixtures/single-sign-on.ts'

const continueButton = 'Continue with single sign-on'

for (const [login, name, path] of [
	['officer', 'Avery Quill', '/assign'],
	['admin', 'Adam Root', '/assign'],
	['helper', 'Hanna Help', '/requests'],
	['auditor', 'Ada Ledger', '/audit'],
] as const) {
	test(`${name} signs in, and begins at ${path} with the role that a claim gives`, async ({ page }) => {
		await openAs(page, login, '/sign-in')
		await expect(page).toHaveURL(new RegExp(`${path}$`))
		await expect(page.getByText(name).first()).toBeVisible()
	})
}

test('the person of the pod with the same e-mail cannot change their own assignment', async ({ page }) => {
	await openAs(page, 'officer', '/assign?user=7215545058329&group=65d3c3fe4e5e4a6f_x-91')
	await expect(page).toHaveURL(/user=7215545058329/)
	await expect(page.getByText('Nobody changes their own assignment')).toBeVisible()
})

test('an account without a role is named, told whom to ask, and shown nothing else', async ({ page }) => {
	await openAs(page, 'nobody')
	await expect(page.getByRole('alert').first()).toContainText(
		'Ask whoever administers Scopekeeper for a role',
	)
	await expect(page.getByText('Nobody Here (nobody.here@example.com)')).toBeVisible()
	await expect(page.getByRole('navigation')).toHaveCount(0)
	await expectAccessible(page, 'an account that is not let in')
	expect(await whoIsIn(page)).toBeNull()
	await page.goto('/assign')
	await expect(page).toHaveURL(/\/sign-in/)
	// The provider remembers the account that is of no use: another one has to be typed.
	await page.goBack()
	await page.getByRole('button', { name: 'Use another account' }).click()
	await typeAtProvider(page, 'officer')
	await expect(page.getByText('Avery Quill').first()).toBeVisible()
})

test('what is not in the address of a refusal cannot be put there', async ({ page }) => {
	await page.goto('/sign-in?error=NoRole&account=Mallory&name=Mallory')
	await expect(page.getByRole('alert').first()).toBeVisible()
	await expect(page.getByText('Mallory')).toHaveCount(0)
})

test('whoever is signed in is not told that they are not, whatever the address says', async ({ page }) => {
	await openAs(page, 'auditor', '/audit')
	await expect(page).toHaveURL(/\/audit$/)
	for (const error of ['NoRole', 'Disabled', 'AccessDenied']) {
		await page.goto(`/sign-in?error=${error}`)
		await expect(page).toHaveURL(/\/audit$/)
	}
})

test('claims that changed give another role at the next sign-in, and end the sessions from before', async ({
	page,
	browser,
	firm,
}) => {
	const { mover } = firm.provider.people
	if (!mover) throw new Error('there is no such person')
	await openAs(page, 'mover', '/assign')
	await expect(page.getByRole('button', { name: 'Apply change' })).toBeVisible()
	const elsewhere = await browser.newPage({ baseURL: firm.url, ignoreHTTPSErrors: true })
	mover.groups = ['sk-auditors']
	await openAs(elsewhere, 'mover', '/assign')
	await expect(elsewhere.getByText('Mo Vera').first()).toBeVisible()
	await expect(elsewhere.getByRole('button', { name: 'Apply change' })).toHaveCount(0)
	const refused = await page.request.get('/api/session')
	expect(await refused.json()).toMatchObject({
		code: 'not_signed_in',
		message: expect.stringContaining('you were given another role'),
	})
	await page.goto('/assign')
	await page.getByRole('button', { name: continueButton }).click()
	await expect(page.getByText('Mo Vera').first()).toBeVisible()
	mover.groups = []
	await elsewhere.context().clearCookies({ name: /session-token/ })
	await elsewhere.goto('/sign-in')
	await elsewhere.getByRole('button', { name: continueButton }).click()
	await expect(elsewhere.getByText('You are not signed in')).toBeVisible()
	expect(await whoIsIn(page)).toBeNull()
	await elsewhere.close()
	const told = await firm.query(
		`select action from entries where coalesce(text::jsonb -> 'body' -> 'person' ->> 'subject', actor_subject) = 'mover' order by seq`,
	)
	expect(told.map(({ action }) => action)).toEqual([
		'person.signed_in',
		'person.signed_in',
		'person.role_changed',
		'person.sessions_ended',
		'person.signed_in',
		'person.sessions_ended',
		'person.sign_in_failed',
	])
})

test('a disabled person is not let in, and told whom to ask', async ({ page, firm }) => {
	await openAs(page, 'banned', '/assign')
	await expect(page.getByText('Ben Barred').first()).toBeVisible()
	await firm.query(`update users set disabled_at = now() where subject = 'banned'`)
	await page.goto('/assign')
	await page.getByRole('button', { name: continueButton }).click()
	await expect(page.getByRole('alert').first()).toContainText('has been disabled for this account')
	expect(await whoIsIn(page)).toBeNull()
})

test.describe('a step-up', () => {
	const aim = '/assign?group=65d3c3fe4e5e4a6f_x-91'
	const stepUp = `/sign-in?again=1&callbackUrl=${encodeURIComponent(aim)}`

	test('asks for a sign-in from the last 15 minutes, and comes back to where one was', async ({
		page,
		firm,
	}) => {
		const { provider } = firm
		provider.typedSecondsAgo = 3600
		await openAs(page, 'officer', '/assign')
		await expect(page.getByText('Avery Quill').first()).toBeVisible()
		expect(provider.asked.at(-1)?.get('max_age')).toBe(String(12 * 3600))
		const before = await (await page.request.get('/api/session')).json()
		expect(Date.parse(before.now) - Date.parse(before.authenticatedAt)).toBeGreaterThan(3_590_000)

		await page.goto(stepUp)
		await expect(page.getByRole('heading', { name: 'Confirm that it is you' })).toBeVisible()
		await expect(page.getByText('Avery Quill')).toBeVisible()
		await expectAccessible(page, 'confirming that it is you')
		provider.typedSecondsAgo = 0
		await signInAtProvider(page, 'officer')
		await expect(page).toHaveURL((url) => url.pathname + url.search === aim)
		expect(provider.asked.at(-1)?.get('max_age')).toBe('900')
		const after = await (await page.request.get('/api/session')).json()
		expect(Date.parse(after.now) - Date.parse(after.authenticatedAt)).toBeLessThan(900_000)
		expect(after.person).toEqual(before.person)
		// Recent enough now: nothing more is asked for.
		await page.goto(stepUp)
		await expect(page).toHaveURL((url) => url.pathname + url.search === aim)
	})

	test('lets nobody type who signed in at the provider a moment ago', async ({ page, firm }) => {
		await openAs(page, 'admin', '/assign')
		await expect(page.getByText('Adam Root').first()).toBeVisible()
		await firm.query(
			`update sessions set authenticated_at = now() - interval '1 hour' where user_id = (select id from users where subject = 'admin')`,
		)
		await page.goto(stepUp)
		await page.getByRole('button', { name: continueButton }).click()
		await expect(page).toHaveURL((url) => url.pathname + url.search === aim)
	})

	test('does not take the provider’s word for a sign-in that was not recent', async ({ page, firm }) => {
		const { provider } = firm
		provider.typedSecondsAgo = 3600
		await openAs(page, 'officer', '/assign')
		await page.goto(stepUp)
		await signInAtProvider(page, 'officer')
		await expect(page.getByRole('alert').first()).toContainText('let you through without a sign-in')
		provider.typedSecondsAgo = 0
		await signInAtProvider(page, 'officer')
		await expect(page).toHaveURL((url) => url.pathname + url.search === aim)
	})

	test('by somebody else signs them in as themselves, and ends the session that was there', async ({
		page,
		firm,
	}) => {
		firm.provider.typedSecondsAgo = 3600
		await openAs(page, 'officer', '/assign')
		await expect(page.getByText('Avery Quill').first()).toBeVisible()
		const stale = (await page.context().cookies()).find(({ name }) => name.includes('session-token'))
		await page.goto(stepUp)
		firm.provider.typedSecondsAgo = 0
		await signInAtProvider(page, 'auditor')
		await expect(page).toHaveURL((url) => url.pathname + url.search === aim)
		expect(await whoIsIn(page)).toBe('Ada Ledger')
		const answer = await fetch(`${firm.console.url}/api/session`, {
			headers: { cookie: `${stale?.name}=${stale?.value}` },
		})
		expect(answer.status).toBe(401)
	})

	test('in a tab of its own says that the tab can be closed', async ({ page }) => {
		await openAs(page, 'officer', '/signed-in')
		await expect(page.getByRole('heading', { name: 'You are signed in' })).toBeVisible()
	})
})

test('signing out ends the session here and at the provider', async ({ page, firm }) => {
	await openAs(page, 'officer', '/assign')
	await page.getByRole('button', { name: 'Sign out' }).click()
	await page.getByRole('button', { name: 'Sign out at the provider' }).click()
	await expect(page.getByText('You are signed out, here and at your identity provider.')).toBeVisible()
	expect(await whoIsIn(page)).toBeNull()
	const [last] = await firm.query(
		`select end_reason, id_token from sessions order by ended_at desc nulls last limit 1`,
	)
	expect(last).toEqual({ end_reason: 'signed_out', id_token: null })
	const sent = Object.fromEntries(firm.provider.leaving.at(-1) ?? [])
	expect(sent).toMatchObject({
		id_token_hint: expect.any(String),
		client_id: firm.provider.clientId,
		post_logout_redirect_uri: `${firm.url}/sign-in?signedOut=1`,
		state: expect.stringMatching(/^\S{20,}$/),
	})
	const [, claims = ''] = sent.id_token_hint?.split('.') ?? []
	expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ sub: 'officer' })
	expect(firm.console.output()).not.toContain(claims)
	await signInAtProvider(page, 'auditor')
	await expect(page.getByText('Ada Ledger').first()).toBeVisible()
})

test('a provider that is down is said at sign-in and at sign-out, and missed no longer than it is down', async ({
	page,
	firm,
}) => {
	const { provider } = firm
	const aim = '/assign?group=65d3c3fe4e5e4a6f_x-91'
	await page.goto(aim)
	await provider.goDown()
	try {
		await page.getByRole('button', { name: continueButton }).click()
		await expect(page.getByRole('alert').first()).toContainText('The identity provider could not be reached')
	} finally {
		await provider.comeBack()
	}
	await signInAtProvider(page, 'officer')
	await expect(page).toHaveURL((url) => url.pathname + url.search === aim)
	await provider.goDown()
	try {
		await page.getByRole('button', { name: 'Sign out' }).click()
		await expect(page.getByText('you may still be signed in there')).toBeVisible()
		expect(await whoIsIn(page)).toBeNull()
	} finally {
		await provider.comeBack()
	}
})

test('a sign-in that is called off at the provider is said, and in the record', async ({ page, firm }) => {
	await page.goto('/assign')
	await page.getByRole('button', { name: continueButton }).click()
	await page.getByRole('button', { name: 'Cancel' }).click()
	await expect(page.getByRole('alert').first()).toContainText('did not complete the sign-in')
	const [told] = await firm.query(
		`select details::jsonb ->> 'code' as code, details::jsonb ->> 'browser' as browser, details::jsonb ->> 'address' as address
		from entries where action = 'person.sign_in_failed' order by seq desc limit 1`,
	)
	expect(told).toEqual({ code: 'called_off', browser: 'Chrome on Linux', address: '127.0.0.1' })
})

test.describe('an answer that does not fit what was asked', () => {
	const failures = `select count(*)::int as failures from entries where action = 'person.sign_in_failed'`

	for (const [what, isOwn] of [
		['nonce', true],
		['pkce.code_verifier', true],
		['state', false],
	] as const) {
		test(`is refused: another sign-in’s ${what}`, async ({ firm }) => {
			const [before] = await firm.query(failures)
			const [other, own] = [await signInByHand(firm, 'officer'), await signInByHand(firm, 'officer')]
			const cookie = `__Host-next-auth.${what}`
			expect(other.visitor.cookie(cookie)).not.toBe('')
			own.visitor.setCookie(cookie, other.visitor.cookie(cookie))
			const answer = await own.finish()
			expect(answer.headers.get('location')).toMatch(/error=OAuthCallback/)
			expect((await own.visitor.fetch('/api/session')).status).toBe(401)
			// Only what answers a sign-in of this browser is worth an entry.
			const [after] = await firm.query(failures)
			expect(after?.failures - before?.failures).toBe(isOwn ? 1 : 0)
			// What failed cannot be tried a second time, not even with the right cookies.
			expect(own.visitor.cookie(cookie)).toBe('')
		})
	}

	test('is refused: an answer that nobody asked for, or that was used', async ({ firm }) => {
		const used = await signInByHand(firm, 'officer')
		const stranger = await signInByHand(firm, 'auditor')
		const injected = await stranger.finish(used.callback)
		expect(injected.headers.get('location')).toMatch(/error=OAuthCallback/)
		expect((await stranger.visitor.fetch('/api/session')).status).toBe(401)
		expect((await used.finish()).headers.get('location')).toMatch(/\/assign$/)
		expect((await used.visitor.fetch('/api/session')).status).toBe(200)
		expect((await used.finish()).headers.get('location')).toMatch(/error=OAuthCallback/)
	})
})

test('over HTTPS every cookie has a __Host- name and the attributes that go with it', async ({ firm }) => {
	const { visitor, setCookies, finish } = await signInByHand(firm, 'officer')
	await finish()
	expect((await visitor.fetch('/api/session')).status).toBe(200)
	const names = new Set(setCookies.map((line) => line.split('=')[0]))
	expect([...names].toSorted()).toEqual(
		['callback-url', 'csrf-token', 'nonce', 'pkce.code_verifier', 'session-token', 'state'].map(
			(name) => `__Host-next-auth.${name}`,
		),
	)
	for (const line of setCookies) {
		expect(line).toMatch(/; Path=\/(;|$)/)
		for (const attribute of [/; HttpOnly/, /; Secure/, /; SameSite=Lax/i]) expect(line).toMatch(attribute)
		expect(line).not.toMatch(/; Domain/i)
	}
	const session = setCookies.find((line) => line.includes('session-token'))
	const [, expires = ''] = /Expires=([^;]+)/.exec(session ?? '') ?? []
	expect(Date.parse(expires) - Date.now()).toBeLessThanOrEqual(12 * 3_600_000)
})

test('nothing of next-auth is open but the way in', async ({ firm }) => {
	const { visitor, finish } = await signInByHand(firm, 'officer')
	await finish()
	for (const path of ['session', 'signout', '_log', 'verify-request']) {
		for (const method of ['GET', 'POST']) {
			const answer = await visitor.fetch(`/api/auth/${path}`, {
				method,
				headers: { origin: firm.url },
				// Any other body is refused before it is asked what is open.
				...(method === 'POST' ? { body: new URLSearchParams({ json: 'true' }) } : {}),
			})
			expect([404, 405], `${method} ${path}`).toContain(answer.status)
		}
	}
	expect((await visitor.fetch('/api/session')).status).toBe(200)
})

test('the sandbox’s sign-in does not exist, whatever is sent', async ({ request }) => {
	const { csrfToken } = await (await request.get('/api/auth/csrf')).json()
	const form = { csrfToken, person: 'jo.fenwick', json: 'true' }
	await request.post('/api/auth/callback/sandbox', { form })
	const answer = await request.get('/api/changes')
	expect(answer.status()).toBe(401)
})

test('a page that is left alone keeps no session alive, whatever it reads by itself', async ({
	page,
	firm,
}) => {
	await page.clock.install()
	await openAs(page, 'officer', '/assign?user=7215545058329&group=65d3c3fe4e5e4a6f_x-91')
	const idle = `last_seen_at < now() - interval '9 minutes'`
	for (const path of ['/assign?user=7215545058329&group=65d3c3fe4e5e4a6f_x-91', '/requests', '/audit']) {
		await page.goto(path)
		await expect(page.getByRole('button', { name: 'Sign out' }).first()).toBeVisible()
		await page.waitForLoadState('networkidle')
		await firm.query(
			`update sessions set last_seen_at = now() - interval '10 minutes' where ended_at is null`,
		)
		let reads = 0
		page.on('response', () => reads++)
		await page.clock.runFor(30_000)
		// The screen is unlocked, the network comes back: what was read is old enough to be read anew.
		await page.evaluate(() => {
			window.dispatchEvent(new Event('offline'))
			window.dispatchEvent(new Event('online'))
			document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
		})
		await page.clock.runFor(20_000)
		await expect.poll(() => reads).toBeGreaterThan(3)
		await page.waitForLoadState('networkidle')
		const [row] = await firm.query(
			`select bool_and(${idle}) as "isIdle" from sessions where ended_at is null and id = any(
				select id from sessions order by created_at desc limit 1)`,
		)
		expect(row, path).toEqual({ isIdle: true })
		page.removeAllListeners('response')
	}
	const { idleEndsAt, endsAt, now } = await (await page.request.get('/api/session')).json()
	expect(Date.parse(idleEndsAt) - Date.parse(now)).toBeLessThan(21 * 60_000)
	expect(Date.parse(endsAt)).toBeGreaterThan(Date.parse(idleEndsAt))
})
