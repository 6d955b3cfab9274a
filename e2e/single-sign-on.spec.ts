import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type RunningConsole, startConsole } from './fixtures/console.ts'
import { freePort } from './fixtures/free-port.ts'
import {
	type IdentityProvider,
	signInAtProvider,
	startIdentityProvider,
} from './fixtures/identity-provider.ts'

let provider: IdentityProvider
let console: RunningConsole
const dataDir = mkdtempSync(join(tmpdir(), 'scopekeeper-oidc-'))

const person = (name: string, groups: string[]) => {
	const username = name.toLowerCase().replace(' ', '.')
	return { name, username, email: `${username}@example.com`, groups }
}

test.beforeAll(async () => {
	test.setTimeout(240_000)
	const port = await freePort()
	const url = `http://127.0.0.1:${port}`
	provider = await startIdentityProvider(url, {
		officer: person('Avery Quill', ['everyone', 'sk-officers']),
		auditor: person('Ada Ledger', ['sk-auditors']),
		nobody: person('Nobody Here', ['everyone']),
	})
	console = await startConsole({
		dataDir,
		env: {
			PORT: String(port),
			OIDC_ISSUER: provider.issuer,
			OIDC_CLIENT_ID: provider.clientId,
			OIDC_CLIENT_SECRET: provider.clientSecret,
			ROLE_OFFICER: 'sk-officers',
			ROLE_AUDITOR: 'sk-auditors',
			NEXTAUTH_URL: url,
			NEXTAUTH_SECRET: 'for-one-test-run-only-0123456789',
		},
	})
})

test.afterAll(async () => {
	await console?.stop()
	await provider?.stop()
	rmSync(dataDir, { recursive: true, force: true })
})

test('an officer signs in, and the console knows them by name and role', async ({ page }) => {
	await page.goto(console.url)
	await signInAtProvider(page, 'officer')
	await expect(page).toHaveURL(/\/assign/)
	await expect(page.getByText('Avery Quill').first()).toBeVisible()
	await expect(page.getByRole('button', { name: 'Apply change' })).toBeVisible()
})

test('the person of the pod with the same e-mail cannot change their own assignment', async ({ page }) => {
	await page.goto(`${console.url}/assign?user=7215545058329&group=65d3c3fe4e5e4a6f_x-91`)
	await signInAtProvider(page, 'officer')
	await expect(page).toHaveURL(/user=7215545058329/)
	await expect(page.getByText('Nobody changes their own assignment')).toBeVisible()
})

test('an auditor signs in and may look only', async ({ page }) => {
	await page.goto(console.url)
	await signInAtProvider(page, 'auditor')
	await expect(page.getByText('Ada Ledger').first()).toBeVisible()
	await expect(page.getByRole('button', { name: 'Apply change' })).toHaveCount(0)
})

test('someone without a role is told whom to ask, and is not signed in', async ({ page }) => {
	await page.goto(console.url)
	await signInAtProvider(page, 'nobody')
	await expect(page.getByRole('alert').first()).toBeVisible()
	await page.goto(`${console.url}/assign`)
	await expect(page).toHaveURL(/\/sign-in/)
})

test('the sandbox’s sign-in does not exist, whatever is sent', async ({ request }) => {
	const { csrfToken } = await (await request.get(`${console.url}/api/auth/csrf`)).json()
	const form = { csrfToken, person: 'jo.fenwick', json: 'true' }
	await request.post(`${console.url}/api/auth/callback/sandbox`, { form })
	const answer = await request.get(`${console.url}/api/changes`)
	expect(answer.status()).toBe(401)
})
