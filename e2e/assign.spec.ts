import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import {
	applyButton,
	choose,
	choosePair,
	expect,
	expectPairRead,
	putsOf,
	reason,
	result,
	resultField,
	signInAs,
	signInByName,
	tellPod,
	test,
	writeReason,
} from './fixtures/story.ts'

const { equitiesLondon } = landmarkGroups
const { averyQuill } = landmarkPeople

test.describe('an officer', () => {
	test.beforeEach(({ page }) => signInAs(page, 'compliance officer'))

	test('assigns a group with three interactions and a reason, and reads what the pod returned', async ({
		page,
		console,
	}) => {
		await choose(page, 'Group', 'equities lon', /Equities London/)
		await choose(page, 'User', 'avery', /Avery Quill/)
		await expectPairRead(page)
		await expect(page.getByRole('switch', { name: 'Active' })).toBeChecked()
		await writeReason(page)
		await page.getByRole('textbox', { name: 'Ticket' }).fill('CMP-4821')
		await applyButton(page).click()

		await expect(result(page)).toContainText('Confirmed by the pod')
		await expect(result(page)).toContainText('201')
		await expect(resultField(page, 'Status')).toHaveText('Active')
		await expect(resultField(page, 'User')).toContainText('Avery Quill')
		await expect(resultField(page, 'User')).toContainText(averyQuill.id)
		await expect(resultField(page, 'Group')).toContainText('Equities London')
		await expect(resultField(page, 'Group')).toContainText(equitiesLondon.id)
		await expect(resultField(page, 'Roles')).toContainText('COMPLIANCE_OFFICER')
		await expect(resultField(page, 'Assignment ID')).not.toBeEmpty()
		await expect(resultField(page, 'Last added')).toContainText(/\d{4}/)
		await expect(resultField(page, 'Last removed')).toHaveText(/Never/)

		const puts = await putsOf(console)
		expect(puts.map(({ target, body }) => [target, body])).toEqual([
			[`/pod/v2/admin/usergroups/${equitiesLondon.id}/assignments/${averyQuill.id}`, '{"active":true}'],
		])
		const row = page.getByRole('row').filter({ hasText: 'Avery Quill' }).first()
		await expect(row).toContainText('Applied')
		await expect(row).toContainText('Jo Fenwick')
	})

	test('unassigns again, and the pod’s 200 and date of removal are shown', async ({ page }) => {
		await choosePair(page, 'Equities London', 'Avery Quill')
		await writeReason(page)
		await applyButton(page).click()
		await expect(resultField(page, 'Status')).toHaveText('Active')
		await page.getByRole('switch', { name: 'Active' }).click()
		await writeReason(page, 'The lead officer is back from leave.')
		await applyButton(page).click()
		// The officer would be left without a group: that was said before, so it did not stop the change.
		await expect(resultField(page, 'Status')).toHaveText('Inactive')
		await expect(result(page)).toContainText('200')
		await expect(resultField(page, 'Last removed')).toContainText(/\d{4}/)
	})

	test('opens a pair by its link, and sees what the pod holds now', async ({ page }) => {
		await page.goto(`/assign?group=${equitiesLondon.id}&user=${landmarkPeople.mikaSorrel.id}`)
		await expect(page.getByText('nothing to change')).toBeVisible()
		await expect(page.getByText('Credit New York')).toBeVisible()
	})

	test('chooses by an ID that the pod cannot list, and reads that the pod knows no such group', async ({
		page,
		console,
	}) => {
		await choose(page, 'Group', 'a/b?c#d%20e+f g', 'Use ID a/b?c#d%20e+f g')
		await choose(page, 'User', '4711', 'Use ID 4711')
		await expectPairRead(page)
		await writeReason(page)
		await applyButton(page).click()
		await expect(result(page)).toContainText('knows no such group')
		expect((await putsOf(console)).map(({ target }) => target)).toEqual([
			`/pod/v2/admin/usergroups/${encodeURIComponent('a/b?c#d%20e+f g')}/assignments/4711`,
		])
		await expect(page.getByRole('textbox', { name: 'Reason' })).toHaveValue(reason)
	})

	test('is told what is missing, at its place, and nothing is sent', async ({ page, console }) => {
		await applyButton(page).click()
		await expect(page.getByRole('alert').filter({ hasText: 'Choose a group.' })).toBeVisible()
		await expect(page.getByRole('alert').filter({ hasText: 'Choose a user.' })).toBeVisible()
		await expect(page.getByRole('alert').filter({ hasText: 'at least 10' })).toBeVisible()
		await expect(page.getByRole('combobox', { name: 'Group' })).toBeFocused()
		expect(await putsOf(console)).toEqual([])
	})

	test('sends one change with a double click', async ({ page, console }) => {
		await choosePair(page, 'Equities London', 'Avery Quill')
		await writeReason(page)
		await applyButton(page).dblclick()
		await expect(resultField(page, 'Status')).toHaveText('Active')
		expect(await putsOf(console)).toHaveLength(1)
	})

	test('cannot change their own assignment', async ({ page, console }) => {
		await choosePair(page, 'Equities London', 'Jo Fenwick')
		await expect(page.getByText('Nobody changes their own assignment')).toBeVisible()
		await writeReason(page)
		await applyButton(page).click()
		expect(await putsOf(console)).toEqual([])
	})

	test('reads what the pod refused, and keeps the form', async ({ page, console }) => {
		await tellPod(console, 'faults', {
			method: 'PUT',
			fault: {
				kind: 'status',
				status: 403,
				body: { code: 403, message: 'The user lacks the required entitlement' },
			},
		})
		await choosePair(page, 'Equities London', 'Avery Quill')
		await writeReason(page)
		await applyButton(page).click()
		await expect(result(page)).toContainText('Scope Management')
		await expect(result(page)).toContainText('MANAGE_ROLE_SCOPES')
		await expect(result(page)).toContainText('lacks the required entitlement')
		await expect(page.getByRole('textbox', { name: 'Reason' })).toHaveValue(reason)
	})

	test('must type the name of Global, and is warned before', async ({ page, console }) => {
		await choosePair(page, 'Global', 'Avery Quill')
		await expect(page.getByText('Global contains everyone')).toBeVisible()
		await writeReason(page)
		await applyButton(page).click()
		expect(await putsOf(console)).toEqual([])
		await page.getByRole('textbox', { name: 'Name of the group' }).fill('Global')
		await applyButton(page).click()
		await expect(resultField(page, 'Status')).toHaveText('Active')
	})
})

test('two officers on one pair: the second reads who was first', async ({ browser, console }) => {
	// Long enough for the second on a busy machine, and within the 10 s that an answer may take.
	await tellPod(console, 'faults', { method: 'PUT', fault: { kind: 'latency', ms: 6000 } })
	const [one, two] = await Promise.all([
		browser.newPage({ baseURL: console.url }),
		browser.newPage({ baseURL: console.url }),
	])
	await signInAs(one, 'compliance officer')
	await signInByName(two, 'Sam Okafor')
	for (const page of [one, two]) {
		await choosePair(page, 'Equities London', 'Avery Quill')
		await writeReason(page)
	}
	await applyButton(one).click()
	await expect(result(one).getByText('Sending to the pod')).toBeVisible()
	await applyButton(two).click()
	await expect(two.getByRole('alert').filter({ hasText: 'Jo Fenwick applied a change' })).toBeVisible()
	await expect(resultField(one, 'Status')).toHaveText('Active')
	expect(await putsOf(console)).toHaveLength(1)
	await Promise.all([one.close(), two.close()])
})

for (const role of ['support staff', 'auditor'] as const) {
	test(`${role} look up a pair and are told why they cannot change it`, async ({ page }) => {
		await signInAs(page, role)
		await page.goto('/assign')
		await choosePair(page, 'Equities London', 'Mika Sorrel')
		await expect(page.getByText('Assigned', { exact: true }).first()).toBeVisible()
		await expect(applyButton(page)).toHaveCount(0)
		await expect(page.getByRole('switch', { name: 'Active' })).toHaveCount(0)
	})
}

test('an administrator may assign', async ({ page }) => {
	await signInAs(page, 'administrator')
	await choosePair(page, 'Equities London', 'Avery Quill')
	await writeReason(page)
	await applyButton(page).click()
	await expect(resultField(page, 'Status')).toHaveText('Active')
})
