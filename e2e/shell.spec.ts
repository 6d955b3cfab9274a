import { Client } from 'pg'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import {
	applyButton,
	choosePair,
	expect,
	result,
	resultField,
	signInAs,
	tellPod,
	test,
	writeReason,
} from './fixtures/story.ts'

const pair = `/assign?group=${landmarkGroups.equitiesLondon.id}&user=${landmarkPeople.averyQuill.id}`

for (const [state, fault, sentence] of [
	['degraded', { kind: 'status', status: 503 }, 'The pod has trouble of its own.'],
	['unreachable', { kind: 'cut-before' }, 'The connection to the pod breaks.'],
] as const) {
	test(`the shell says when the pod is ${state}, and why`, async ({ page, console }) => {
		await signInAs(page, 'compliance officer')
		await tellPod(console, 'faults', { method: 'GET', times: 'always', fault })
		// Opening a pair is what makes the console notice.
		await page.goto(pair)
		await expect(page.getByText('State could not be read').first()).toBeVisible()
		await page.reload()
		await expect(page.getByText(`Sandbox pod · ${state}`)).toBeVisible()
		await expect(page.getByText(sentence)).toBeVisible()
	})
}

test('in the sandbox, whoever has to confirm that it is them does so as themselves', async ({
	page,
	console,
}) => {
	await signInAs(page, 'auditor')
	const client = new Client(console.ownerUrl)
	await client.connect()
	await client.query(
		`update sessions set authenticated_at = now() - interval '1 hour' where ended_at is null`,
	)
	await client.end()
	await page.goto('/sign-in?again=1&callbackUrl=/audit/pair%3Fgroup=g%26user=1')
	await expect(page.getByRole('heading', { name: 'Confirm that it is you' })).toBeVisible()
	await expect(page.getByRole('button', { name: /^Continue as/ })).toHaveCount(1)
	await page.getByRole('button', { name: 'Continue as Ingrid Solheim' }).click()
	await expect(page).toHaveURL(/\/audit\/pair\?group=g&user=1$/)
	await page.goto('/sign-in?again=1&callbackUrl=/audit')
	await expect(page).toHaveURL(/\/audit$/)
})

test('every page says in its title what it is', async ({ page }) => {
	await page.goto('/sign-in')
	await expect(page).toHaveTitle('Sign in · Scopekeeper')
	await page.goto('/no-such-page')
	await expect(page).toHaveTitle('Not found · Scopekeeper')
	await signInAs(page, 'compliance officer')
	await expect(page).toHaveTitle('Assign a group · Scopekeeper')
	await page.goto('/no-such-page')
	await expect(page).toHaveTitle('Not found · Scopekeeper')
})

test('the page says in its title that it is for looking up, where it is', async ({ page }) => {
	await signInAs(page, 'auditor')
	await expect(page).toHaveTitle('Audit · Scopekeeper')
	await page.goto('/assign')
	await expect(page).toHaveTitle('Look up an assignment · Scopekeeper')
})

test('on paper are the result and the recent changes, and no form', async ({ page }) => {
	await signInAs(page, 'compliance officer')
	await choosePair(page, 'Equities London', 'Avery Quill')
	await writeReason(page)
	await applyButton(page).click()
	await expect(resultField(page, 'Status')).toHaveText('Active')
	await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
	await expect(page.getByRole('form', { name: 'Change of an assignment' })).toBeHidden()
	await expect(page.getByRole('navigation', { name: 'Console' })).toBeHidden()
	await expect(page.getByRole('button')).toHaveCount(0)
	await expect(resultField(page, 'User')).toContainText('Avery Quill')
	await expect(resultField(page, 'Assignment ID')).toBeVisible()
	await expect(result(page)).toContainText('Jo Fenwick')
	await expect(page.getByRole('row').filter({ hasText: 'Avery Quill' }).first()).toBeVisible()
	await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)')
	await expect(resultField(page, 'Status')).toHaveCSS('color', /^rgb\((\d|[1-5]\d), /)
})
