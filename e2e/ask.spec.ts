import type { Page } from '@playwright/test'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import type { RequestView } from '#lib/requests/schemas.ts'
import { expectAccessible } from './fixtures/expect-accessible.ts'
import { decision, filedByPriya } from './fixtures/requests.ts'
import { choose, expect, putsOf, reason, signInAs, test, writeReason } from './fixtures/story.ts'

const { equitiesLondon, inactive, ratesNewYork } = landmarkGroups
const { averyQuill, mikaSorrel, priyaNair } = landmarkPeople

const newRequest = (group: { id: string }, user: { id: string }, more = '') =>
	`/requests/new?group=${group.id}&user=${user.id}${more}`
const file = (page: Page) => page.getByRole('button', { name: 'File request' })
const choice = (page: Page, name: RegExp | string) => page.getByRole('radio', { name })
const alert = (page: Page, words: string | RegExp) => page.getByRole('alert').filter({ hasText: words })

/** The request that was filed, once the desk shows it. */
async function filedRequest(page: Page): Promise<RequestView> {
	await expect(page).toHaveURL(/\/requests\?request=\d+$/)
	await expect(decision(page)).toBeVisible()
	const id = new URL(page.url()).searchParams.get('request')
	return (await (await page.request.get(`/api/requests/${id}`)).json()) as RequestView
}

test.describe('support staff', () => {
	test.beforeEach(({ page }) => signInAs(page, 'support staff'))

	test('ask for what they look up, and are led to the request', async ({ page, console }) => {
		await page.goto('/assign')
		await choose(page, 'Group', 'equities lon', /Equities London/)
		await choose(page, 'User', 'avery', /Avery Quill/)
		await page.getByRole('link', { name: 'Ask for this change' }).click()
		await expect(page.getByRole('combobox', { name: 'User' })).toHaveValue('Avery Quill')
		await expect(choice(page, /^Assign/)).toBeChecked()
		await page.getByText('7 days', { exact: true }).click()
		await expect(page.getByText(/^Ends \w{3} \d+ \w{3} \d{4}, \d\d:\d\d (GMT|BST) \(.*UTC\)$/)).toBeVisible()
		await writeReason(page)
		await page.getByRole('textbox', { name: 'Ticket' }).fill('INC-7')
		await page.keyboard.press('Control+Enter')
		const request = await filedRequest(page)
		expect(request).toMatchObject({
			kind: 'assign',
			state: 'open',
			groupId: equitiesLondon.id,
			userId: averyQuill.id,
			reason,
			ticket: 'INC-7',
			asker: { name: 'Priya Nair' },
		})
		const days = (Date.parse(request.endsAt ?? '') - Date.parse(request.createdAt)) / 86_400_000
		expect(days).toBeCloseTo(7, 0)
		await expect(
			page
				.getByRole('status')
				.filter({ hasText: `Request ${request.id} is filed and waits for a decision.` }),
		).toHaveCount(1)
		expect(await putsOf(console)).toEqual([])
	})

	test('ask from anywhere with Ctrl K, without a mouse', async ({ page }) => {
		await expect(page.getByRole('button', { name: 'Find a group or person' })).toBeEnabled()
		await page.keyboard.press('Control+k')
		const palette = page.getByRole('dialog')
		await expect(palette.getByRole('combobox')).toBeFocused()
		await expect(palette.getByRole('option').first()).toHaveText('New request')
		await page.keyboard.type('rates new york')
		const ask = palette.getByRole('option', { name: 'Ask for a change of Rates New York' })
		await expect(ask).toBeVisible()
		await page.keyboard.press('ArrowUp')
		while ((await ask.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowUp')
		await page.keyboard.press('Enter')
		await expect(page).toHaveURL(`/requests/new?group=${ratesNewYork.id}`)
		const user = page.getByRole('combobox', { name: 'User' })
		await user.press('a')
		await user.fill('avery')
		await expect(page.getByRole('option', { name: /Avery Quill/ }).first()).toBeVisible()
		await page.keyboard.press('Enter')
		await page.getByRole('textbox', { name: 'Reason' }).focus()
		await page.keyboard.type(reason)
		await page.keyboard.press('Control+Enter')
		expect(await filedRequest(page)).toMatchObject({
			groupId: ratesNewYork.id,
			userId: averyQuill.id,
			endsAt: null,
		})
	})

	test('give the end as a date and a time of their own zone, which is said in UTC too', async ({ page }) => {
		await page.goto(newRequest(equitiesLondon, mikaSorrel, '&kind=unassign'))
		await expect(choice(page, /^Unassign/)).toBeChecked()
		await expect(page.getByRole('group', { name: /^End/ })).toHaveCount(0)
		await page.goto(newRequest(ratesNewYork, mikaSorrel))
		await page.getByText('Other', { exact: true }).click()
		const field = page.getByLabel('Date and time')
		await writeReason(page)
		await file(page).click()
		await expect(alert(page, 'Give the end as a date and a time.')).toBeVisible()
		await expect(field).toBeFocused()
		await field.fill('2020-06-01T18:00')
		await expect(alert(page, 'The end must lie in the future.')).toBeVisible()
		await expect(page.getByText('Ends Mon 1 Jun 2020, 18:00 BST (17:00 UTC)')).toBeVisible()
		await field.fill(`${new Date().getFullYear() + 2}-06-01T18:00`)
		await expect(alert(page, 'at most 365 days ahead')).toBeVisible()
		const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)
		await field.fill(`${soon}T18:00`)
		await file(page).click()
		expect((await filedRequest(page)).endsAt).toMatch(new RegExp(`^${soon}T1[78]:00:00`))
	})

	test('put an end on an assignment that stands as a choice of its own, never by asking to assign', async ({
		page,
		console,
	}) => {
		await page.goto(newRequest(ratesNewYork, averyQuill))
		await expect(page.getByText(/read from the pod/)).toBeVisible()
		await expect(choice(page, /^Put an end|^Move its end/)).toHaveCount(0)
		await page.goto(newRequest(equitiesLondon, mikaSorrel))
		const putEnd = choice(page, /^Put an end on the standing assignment/)
		await expect(putEnd).toBeVisible()
		await page.getByText('30 days', { exact: true }).click()
		await writeReason(page)
		await file(page).click()
		await expect(alert(page, 'assigned already')).toContainText('Put an end on the standing assignment')
		await putEnd.check()
		await expect(alert(page, 'assigned already')).toHaveCount(0)
		await expect(choice(page, 'No end')).toHaveCount(0)
		await file(page).click()
		expect(await filedRequest(page)).toMatchObject({ kind: 'set_end', endsAt: expect.any(String) })

		await page.goto(newRequest(landmarkGroups.creditNewYork, mikaSorrel, '&kind=set_end'))
		await expect(choice(page, /^Put an end/)).toBeChecked()
		await writeReason(page)
		await file(page).click()
		await expect(alert(page, 'Choose when the assignment is to end.')).toBeVisible()
		expect(await putsOf(console)).toEqual([])
	})

	test('read that the same is asked for already, and keep what they typed', async ({ page, console }) => {
		const pair = [landmarkGroups.primeServices, averyQuill] as const
		const id = await filedByPriya(console, [...pair])
		await page.goto(newRequest(...pair))
		await expect(page.getByText('Assigning this user was asked for already')).toBeVisible()
		await expect(page.getByRole('link', { name: `request ${id}` })).toHaveAttribute(
			'href',
			`/requests?request=${id}`,
		)
		await writeReason(page)
		await file(page).click()
		await expect(alert(page, `request ${id} is not ended yet. Nothing was filed.`)).toBeVisible()
		await expect(page.getByRole('textbox', { name: 'Reason' })).toHaveValue(reason)
	})

	test('cannot ask for themselves, nor for a group that is not active', async ({ page }) => {
		await page.goto(newRequest(equitiesLondon, priyaNair))
		await expect(alert(page, 'Nobody changes their own assignment')).toBeVisible()
		await page.goto(newRequest(inactive, averyQuill))
		await expect(alert(page, 'This group is not active')).toBeVisible()
		await writeReason(page)
		await file(page).click()
		await expect(page).toHaveURL(/\/requests\/new/)
	})

	test('edit the end and the words of their own request', async ({ page, console }) => {
		const id = await filedByPriya(console, [landmarkGroups.ratesChicago, averyQuill])
		await page.goto(`/requests?request=${id}`)
		await decision(page).getByRole('button', { name: 'Edit' }).click()
		const dialog = page.getByRole('dialog', { name: `Edit request ${id}` })
		await expect(dialog.getByRole('heading')).toBeFocused()
		await dialog.getByText('1 day', { exact: true }).click()
		await dialog.getByRole('textbox', { name: 'Reason' }).fill('Only for the day of the audit.')
		await expectAccessible(page, 'edit')
		await dialog.getByRole('button', { name: 'Save request' }).click()
		await expect(dialog).toHaveCount(0)
		await expect(decision(page)).toContainText('Only for the day of the audit.')
	})
})

test('an auditor is told that they cannot ask', async ({ page }) => {
	await signInAs(page, 'auditor')
	await page.goto(newRequest(equitiesLondon, averyQuill))
	await expect(page.getByText('You cannot ask for changes here')).toBeVisible()
	await expect(file(page)).toHaveCount(0)
	await page.keyboard.press('Control+k')
	await page.getByRole('dialog').getByRole('combobox').fill('avery')
	await expect(page.getByRole('option', { name: /Avery Quill/ }).first()).toBeVisible()
	await expect(page.getByRole('option', { name: /Ask for|New request/ })).toHaveCount(0)
	await page.keyboard.press('Escape')
	await expectAccessible(page, 'not allowed to ask')
})

for (const width of [360, 1440]) {
	test.describe(`at ${width} px`, () => {
		test.use({ viewport: { width, height: 900 } })

		test('the form is accessible in every state', async ({ page, console }) => {
			await signInAs(page, 'support staff')
			await page.goto('/requests/new')
			await expectAccessible(page, 'empty form')
			await file(page).click()
			await expect(alert(page, 'Choose a group.')).toBeVisible()
			await expectAccessible(page, 'form with errors')
			const group = width === 360 ? landmarkGroups.withoutArea : landmarkGroups.noAssignee
			await filedByPriya(console, [group, mikaSorrel])
			await page.goto(newRequest(group, mikaSorrel, '&ends=2020-01-01T00:00:00Z'))
			await expect(page.getByText('asked for already')).toBeVisible()
			await expect(page.getByLabel('Date and time')).toHaveValue('2020-01-01T00:00')
			await expectAccessible(page, 'open request and an end by date')
			await page.goto(newRequest(equitiesLondon, mikaSorrel, '&kind=set_end'))
			await expect(choice(page, /^Put an end/)).toBeVisible()
			await writeReason(page)
			await file(page).click()
			await expect(alert(page, 'Choose when')).toBeVisible()
			await expectAccessible(page, 'an end without its time')
		})
	})
}
