import type { Locator, Page } from '@playwright/test'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import {
	expect,
	putsOf,
	type RoleName,
	reason,
	result,
	resultField,
	signInAs,
	test,
} from './fixtures/story.ts'

/** Everything here is done with keys alone, from the sign-in on. */

const mostTabs = 30

async function tabTo(page: Page, target: Locator): Promise<void> {
	await expect(target).toBeEnabled()
	for (let tabs = 0; tabs < mostTabs; tabs++) {
		if (await target.evaluate((element) => element === document.activeElement)) return
		await page.keyboard.press('Tab')
	}
	throw new Error(`${mostTabs} times Tab did not reach ${target}`)
}

async function signInByKeys(page: Page, role: RoleName): Promise<void> {
	await page.goto('/sign-in')
	await tabTo(page, page.getByRole('button', { name: `Continue as ${role}`, exact: true }))
	await page.keyboard.press('Enter')
	await expect(page).toHaveURL(/\/(assign|audit|requests)/)
}

async function chooseByKeys(page: Page, picker: 'Group' | 'User', typed: string, option: RegExp) {
	const combobox = page.getByRole('combobox', { name: picker, exact: true })
	await tabTo(page, combobox)
	await page.keyboard.type(typed)
	await expect(page.getByRole('option', { name: option }).first()).toBeVisible()
	await page.keyboard.press('ArrowDown')
	// Enter may come before the list: the choice is made when it does.
	await page.keyboard.press('Enter')
	await expect(combobox).toHaveValue(option)
}

const address = `group=${landmarkGroups.equitiesLondon.id}&user=`

for (const role of ['compliance officer', 'administrator'] as const) {
	test(`${role}: the whole job without a mouse`, async ({ page, console }) => {
		await signInByKeys(page, role)
		await chooseByKeys(page, 'Group', 'equities london', /Equities London/)
		await chooseByKeys(page, 'User', 'avery', /Avery Quill/)
		await tabTo(page, page.getByRole('textbox', { name: 'Reason' }))
		await page.keyboard.type(reason)
		await page.keyboard.press('Control+Enter')
		await expect(resultField(page, 'Status')).toHaveText('Active')
		await expect(result(page).getByRole('heading', { name: 'Assigned' })).toBeFocused()

		const active = page.getByRole('switch', { name: 'Active' })
		await page.keyboard.press('Shift+Tab')
		while (!(await active.evaluate((element) => element === document.activeElement)))
			await page.keyboard.press('Shift+Tab')
		await page.keyboard.press('Space')
		await tabTo(page, page.getByRole('textbox', { name: 'Reason' }))
		await page.keyboard.type('The lead officer is back from leave.')
		await tabTo(page, page.getByRole('button', { name: 'Apply change' }))
		await page.keyboard.press('Enter')
		await expect(resultField(page, 'Status')).toHaveText('Inactive')
		await expect(result(page).getByRole('heading', { name: 'Unassigned' })).toBeFocused()
		expect((await putsOf(console)).map(({ body }) => body)).toEqual(['{"active":true}', '{"active":false}'])
	})
}

for (const role of ['support staff', 'auditor'] as const) {
	test(`${role}: the look-up without a mouse`, async ({ page, console }) => {
		await signInByKeys(page, role)
		const look = page.getByRole('link', { name: 'Assign', exact: true })
		await tabTo(page, look)
		await page.keyboard.press('Enter')
		await expect(page).toHaveURL(/\/assign/)
		await chooseByKeys(page, 'Group', 'equities london', /Equities London/)
		await chooseByKeys(page, 'User', 'mika', /Mika Sorrel/)
		await expect(page).toHaveURL(new RegExp(address + landmarkPeople.mikaSorrel.id))
		const assignment = page.getByRole('region', { name: 'Assignment' })
		await expect(assignment.getByRole('heading', { name: 'Assigned' })).toBeVisible()
		await expect(assignment).toContainText('Active')
		expect(await putsOf(console)).toEqual([])
	})
}

test('a person is found and opened from anywhere with Ctrl K', async ({ page }) => {
	await signInAs(page, 'compliance officer')
	await expect(page.getByRole('button', { name: 'Find a group or person' })).toBeEnabled()
	await page.keyboard.press('Control+k')
	const dialog = page.getByRole('dialog')
	await expect(dialog.getByRole('combobox')).toBeFocused()
	await page.keyboard.type('avery')
	await expect(dialog.getByRole('option', { name: /Avery Quill/ }).first()).toBeVisible()
	await page.keyboard.press('Enter')
	await expect(dialog).toHaveCount(0)
	await expect(page).toHaveURL(new RegExp(`user=${landmarkPeople.averyQuill.id}`))
})
