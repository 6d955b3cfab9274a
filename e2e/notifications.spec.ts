import type { Locator, Page } from '@playwright/test'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import { expectAccessible } from './fixtures/expect-accessible.ts'
import { decision, filedByPriya, visitorAs, withdrawnByPriya } from './fixtures/requests.ts'
import { expect, signInAs, signInByName, test } from './fixtures/story.ts'

// Requests outlive the story that files them: each has a pair of its own.
const { noAssignee, oneAssignee, ratesChicago, withoutArea } = landmarkGroups
const { averyQuill, mikaSorrel, rowanIdle, soleAssignee } = landmarkPeople

// Other files' stories may have asked for the same before, on the same console.
test.beforeAll(({ console }) => withdrawnByPriya(console))

const bell = (page: Page): Locator => page.getByRole('button', { name: /^Notifications/ })
const panel = (page: Page): Locator => page.getByRole('dialog', { name: 'Notifications' })
const told = (page: Page, id: number): Locator =>
	panel(page).getByRole('link', { name: new RegExp(`Request ${id},`) })

/** Whatever earlier stories left behind is read. */
async function readAll(page: Page): Promise<void> {
	await bell(page).click()
	const markAll = panel(page).getByRole('button', { name: 'Mark all as read' })
	await expect(
		panel(page)
			.getByText(/unread$/)
			.first(),
	).toBeVisible()
	if (await markAll.isVisible()) await markAll.click()
	await expect(panel(page).getByText('None unread')).toBeVisible()
	await page.keyboard.press('Escape')
	await expect(panel(page)).toHaveCount(0)
}

test('an officer is told what waits, and goes there by keyboard; what was opened is read', async ({
	page,
	console,
}) => {
	await signInByName(page, 'Sam Okafor')
	await readAll(page)
	const id = await filedByPriya(console, [ratesChicago, averyQuill])
	await filedByPriya(console, [ratesChicago, mikaSorrel])
	await page.reload()
	await expect(bell(page)).toHaveAccessibleName('Notifications, 2 unread')
	await bell(page).focus()
	await page.keyboard.press('Enter')
	await expect(panel(page).getByRole('heading', { name: 'Notifications' })).toBeFocused()
	await expect(told(page, id)).toContainText('Unread')
	while (!(await told(page, id).evaluate((element) => element === document.activeElement)))
		await page.keyboard.press('Tab')
	await page.keyboard.press('Enter')
	await expect(page).toHaveURL(new RegExp(`request=${id}$`))
	await expect(panel(page)).toHaveCount(0)
	await expect(decision(page)).toContainText('Avery Quill')
	await page.reload()
	await expect(bell(page)).toHaveAccessibleName('Notifications, 1 unread')
})

test('everything is marked as read at once, and stays so; Esc gives the focus back', async ({
	page,
	console,
}) => {
	await visitorAs(console, 'sam.okafor')
	const id = await filedByPriya(console, [withoutArea, averyQuill])
	await signInByName(page, 'Sam Okafor')
	await bell(page).click()
	await expect(told(page, id)).toContainText('Unread')
	await panel(page).getByRole('button', { name: 'Mark all as read' }).click()
	await expect(panel(page).getByText('None unread')).toBeVisible()
	await expect(panel(page).getByRole('heading', { name: 'Notifications' })).toBeFocused()
	await expect(told(page, id)).not.toContainText('Unread')
	await page.keyboard.press('Escape')
	await expect(bell(page)).toBeFocused()
	await page.reload()
	await expect(bell(page)).toHaveAccessibleName('Notifications')
})

test('what comes while a page is open is read out, and is counted without a reload', async ({
	page,
	console,
}) => {
	await page.clock.install()
	await signInByName(page, 'Sam Okafor')
	await readAll(page)
	const id = await filedByPriya(console, [withoutArea, mikaSorrel])
	await page.clock.fastForward(16_000)
	await expect(bell(page)).toHaveAccessibleName('Notifications, 1 unread')
	const status = page.getByRole('status').filter({ hasText: `New notification: Request ${id},` })
	await expect(status).toHaveCount(1)
})

test('the asker is told what was decided, and nobody else', async ({ page, console }) => {
	const id = await filedByPriya(console, [ratesChicago, rowanIdle], { kind: 'unassign' })
	const sam = await visitorAs(console, 'sam.okafor')
	const rejection = { requestId: id, version: 1, note: 'The desk keeps its officer until March.' }
	expect(await sam.act('rejectRequestAction', rejection)).toContain('"ok":true')
	await signInAs(page, 'support staff')
	await expect(page).toHaveURL(/\/requests/)
	await bell(page).click()
	await expect(told(page, id).filter({ hasText: 'rejected' })).toBeVisible()
	await page.keyboard.press('Escape')
	await page.getByRole('button', { name: 'Sign out' }).click()
	await signInByName(page, 'Sam Okafor')
	await bell(page).click()
	await expect(told(page, id).filter({ hasText: ': rejected' })).toHaveCount(0)
})

test('the badge counts what waits, in words too', async ({ page, console }) => {
	await filedByPriya(console, [oneAssignee, soleAssignee], { kind: 'unassign' })
	await signInAs(page, 'compliance officer')
	await expect(page.getByRole('link', { name: /^Requests ?\d+ unclaimed$/ })).toBeVisible()
})

for (const [width, officer] of [
	[360, averyQuill],
	[1440, mikaSorrel],
] as const) {
	test(`the panel holds against WCAG at ${width} px, empty and with something in it`, async ({
		page,
		console,
	}) => {
		await page.setViewportSize({ width, height: 900 })
		await signInAs(page, 'auditor')
		await bell(page).click()
		await expect(panel(page)).toContainText('Nothing yet.')
		await expectAccessible(page, 'no notifications')
		await page.context().clearCookies()
		await visitorAs(console, 'sam.okafor')
		await filedByPriya(console, [noAssignee, officer])
		await signInByName(page, 'Sam Okafor')
		await bell(page).click()
		await expect(panel(page).getByRole('listitem').first()).toBeVisible()
		await expectAccessible(page, 'notifications')
	})
}
