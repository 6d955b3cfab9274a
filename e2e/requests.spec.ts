import { randomUUID } from 'node:crypto'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import {
	decision,
	expectPodRead,
	filedByPriya,
	queue,
	requestIn,
	visitorAs,
	withdrawnByPriya,
} from './fixtures/requests.ts'
import { expect, healPod, putsOf, reason, signInAs, tellPod, test } from './fixtures/story.ts'

const { creditNewYork, equitiesLondon, primeServices, ratesNewYork } = landmarkGroups
const { averyQuill, formerAssignee, mikaSorrel, rowanIdle, superOfficer } = landmarkPeople

test.beforeEach(({ console }) => withdrawnByPriya(console))

const note = 'As agreed with the head of the desk.'

test('support asks, an officer decides by keyboard alone', async ({ page, console, browser }) => {
	await signInAs(page, 'support staff')
	await page.goto(`/requests/new?group=${equitiesLondon.id}&user=${averyQuill.id}`)
	await expect(page.getByText(/read from the pod/).first()).toBeVisible()
	await page.getByRole('textbox', { name: 'Reason' }).fill(reason)
	await page.getByRole('textbox', { name: 'Ticket' }).fill('INC-1')
	await page.keyboard.press('Control+Enter')
	await expect(page).toHaveURL(/\/requests\?request=\d+/)
	await expect(decision(page)).toContainText('Waiting for a decision')
	await expect(decision(page).getByRole('button', { name: 'Withdraw' })).toBeVisible()

	const officer = await browser.newPage({ baseURL: console.url })
	await signInAs(officer, 'compliance officer')
	await officer.goto('/requests')
	const row = queue(officer).getByRole('link', { name: /Equities London.*Avery Quill/s })
	await expect(row).toBeVisible()
	await officer.keyboard.press('j')
	while (!(await row.evaluate((element) => element === document.activeElement)))
		await officer.keyboard.press('j')
	await officer.keyboard.press('Enter')
	const heading = officer.getByRole('heading', { name: 'Assign Avery Quill to Equities London' })
	await expect(heading).toBeFocused()
	await expect(officer).toHaveTitle(/^Request \d+ · Scopekeeper$/)
	await officer.keyboard.press('c')
	await expect(decision(officer)).toContainText('Claimed by you')
	await expectPodRead(officer)
	await officer.keyboard.press('a')
	await expect(
		officer.getByRole('heading', { name: /^Approve request \d+: Assign Avery Quill/ }),
	).toBeFocused()
	expect(await putsOf(console)).toEqual([])
	await officer.keyboard.press('Control+Enter')
	const outcome = decision(officer).getByRole('region', { name: 'Result' })
	await expect(outcome.getByRole('heading', { name: 'Assigned' })).toBeFocused()
	await expect(outcome).toContainText('Confirmed by the pod')
	await expect(officer.getByRole('status').filter({ hasText: /^Assigned\. .* left\.$/ })).toHaveCount(1)
	expect((await putsOf(console)).map(({ body }) => body)).toEqual(['{"active":true}'])
	await officer.close()

	await expect(decision(page).getByText('Applied', { exact: true })).toBeVisible()
	await expect(decision(page)).toContainText('Approved by Jo Fenwick')
})

test('a request is rejected with a note only, which the asker reads', async ({ page, console }) => {
	const id = await filedByPriya(console, [primeServices, mikaSorrel])
	await signInAs(page, 'compliance officer')
	await page.goto(`/requests/${id}`)
	await expectPodRead(page)
	await page.keyboard.press('r')
	await expect(page.getByRole('textbox', { name: 'Note' })).toBeFocused()
	await page.keyboard.press('Control+Enter')
	await expect(page.getByRole('alert').filter({ hasText: 'Write why it is rejected' })).toBeVisible()
	await page.keyboard.type(note)
	await page.keyboard.press('Control+Enter')
	const outcome = decision(page).getByRole('region', { name: 'Result' })
	await expect(outcome.getByRole('heading', { name: 'Rejected by Jo Fenwick' })).toBeFocused()
	await expect(outcome).toContainText(note)
	expect(await putsOf(console)).toEqual([])
})

test('no single key decides, and a held one opens nothing', async ({ page, console }) => {
	const first = await filedByPriya(console, [ratesNewYork, averyQuill])
	await filedByPriya(console, [creditNewYork, superOfficer])
	await signInAs(page, 'compliance officer')
	await page.goto(`/requests?request=${first}`)
	await expectPodRead(page)
	for (const key of ['Enter', 'Space', 'Control+Enter', 'Control+a', 'Alt+r']) await page.keyboard.press(key)
	await expect(decision(page)).toContainText('Waiting for a decision')
	await page.keyboard.down('r')
	await page.keyboard.down('r')
	await expect(page.getByRole('textbox', { name: 'Note' })).toBeFocused()
	await page.keyboard.up('r')
	await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue('')
	await page.keyboard.type('an')
	await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue('an')
	await page.keyboard.press('Escape')
	await expect(page.getByRole('heading', { name: 'Assign Avery Quill to Rates New York' })).toBeFocused()

	await page.keyboard.press('r')
	await page.keyboard.type(note)
	await page.keyboard.down('Control')
	await page.keyboard.down('Enter')
	await expect(page.getByRole('heading', { name: 'Rejected by Jo Fenwick' })).toBeFocused()
	await page.keyboard.up('Enter')
	await page.keyboard.down('n')
	await page.keyboard.up('Control')
	await page.keyboard.down('n')
	await expect(page).toHaveURL(new RegExp(`request=${first}$`))
	await page.keyboard.up('n')
	await page.keyboard.press('n')
	await expect(page).not.toHaveURL(new RegExp(`request=${first}$`))
	await page.goBack()
	await expect(page.getByRole('heading', { name: 'Assign Avery Quill to Rates New York' })).toBeVisible()
	expect(await putsOf(console)).toEqual([])
})

test('Back in the moment in which a request opens leads to the one before', async ({ page, console }) => {
	const first = await filedByPriya(console, [ratesNewYork, averyQuill])
	const second = await filedByPriya(console, [creditNewYork, superOfficer])
	await signInAs(page, 'compliance officer')
	await page.goto(`/requests?request=${first}`)
	await expectPodRead(page)
	for (let times = 0; times < 3; times++) {
		await queue(page)
			.getByRole('link', { name: /Credit New York/ })
			.evaluate((link: HTMLElement, href) => {
				// In one task, so that the page hears of Back before it has said where it is.
				link.click()
				if (!window.location.search.endsWith(href)) throw new Error('the address does not follow at once')
				window.history.back()
			}, `request=${second}`)
		await expect(page).toHaveURL(new RegExp(`request=${first}$`))
		await expect(decision(page)).toContainText(`#${first}`)
		await expect(queue(page).locator('[aria-current]')).toContainText('Rates New York')
	}
})

test('Ctrl Enter in a comment adds it, and decides nothing', async ({ page, console }) => {
	const id = await filedByPriya(console, [ratesNewYork, superOfficer], { kind: 'unassign' })
	await signInAs(page, 'compliance officer')
	await page.goto(`/requests?request=${id}`)
	await expectPodRead(page)
	await page.keyboard.press('a')
	await decision(page).getByRole('button', { name: 'Comment', exact: true }).click()
	await expect(page.getByRole('textbox', { name: 'Comment' })).toBeFocused()
	await page.keyboard.type('Who stands in for him?')
	await page.keyboard.press('Control+Enter')
	await expect(page.getByRole('heading', { name: 'Comments' })).toBeFocused()
	await expect(page.getByRole('status').filter({ hasText: 'The comment is added.' })).toHaveCount(1)
	await expect(decision(page)).toContainText('Who stands in for him?')
	await expect(decision(page)).toContainText('Waiting for a decision')
	expect(await putsOf(console)).toEqual([])
})

test('single-letter keys can be turned off, and stay off', async ({ page, console }) => {
	const id = await filedByPriya(console, [creditNewYork, averyQuill])
	await signInAs(page, 'compliance officer')
	await page.goto(`/requests?request=${id}`)
	await expectPodRead(page)
	await page.keyboard.press('?')
	const dialog = page.getByRole('dialog', { name: 'Keys' })
	await dialog.getByRole('switch', { name: 'Single-letter keys' }).uncheck()
	await expect(dialog.getByRole('status').filter({ hasText: /^Off/ })).toHaveCount(1)
	await dialog.getByRole('button', { name: 'Close' }).click()
	await page.reload()
	await expectPodRead(page)
	await expect(decision(page)).toContainText('Single-letter keys are off')
	for (const key of ['?', 'j', 'c', 'a', 'r', 'n']) await page.keyboard.press(key)
	await expect(page.getByRole('button', { name: 'Cancel' })).toHaveCount(0)
	await expect(decision(page)).toContainText('Unclaimed')
	await page.getByRole('button', { name: 'all keys' }).click()
	await expect(dialog).toBeVisible()
})

test('who decides on what is past is told what changed, keeps the note, and nothing is sent', async ({
	page,
	console,
}) => {
	const id = await filedByPriya(console, [ratesNewYork, rowanIdle], { kind: 'unassign' })
	await signInAs(page, 'compliance officer')
	await page.goto(`/requests?request=${id}`)
	await expectPodRead(page)
	await page.getByRole('textbox', { name: 'Note' }).fill(note)
	const sam = await visitorAs(console, 'sam.okafor')
	requestIn(
		await sam.act('rejectRequestAction', { requestId: id, version: 1, note: 'Not while he is on leave.' }),
	)
	await page.getByRole('button', { name: 'Approve and unassign' }).click()
	await expect(page.getByRole('alert').filter({ hasText: 'Sam Okafor rejected it' })).toBeVisible()
	await expect(decision(page)).toContainText('Not while he is on leave.')
	await expect(page.getByRole('textbox', { name: 'Your note' })).toHaveValue(note)
	expect(await putsOf(console)).toEqual([])
})

test('what another officer has claimed is decided only after it was taken over, and the note stays', async ({
	page,
	console,
}) => {
	const id = await filedByPriya(console, [primeServices, formerAssignee])
	await signInAs(page, 'compliance officer')
	await page.goto(`/requests?request=${id}`)
	await expectPodRead(page)
	await page.getByRole('textbox', { name: 'Note' }).fill(note)
	const sam = await visitorAs(console, 'sam.okafor')
	requestIn(await sam.act('claimRequestAction', { requestId: id, takeOver: false }))
	await page.getByRole('button', { name: 'Reject' }).click()
	await expect(page.getByRole('alert').filter({ hasText: 'Sam Okafor has claimed it' })).toBeVisible()
	await expect(page.getByText('Take it over to decide it')).toBeVisible()
	await expect(page.getByRole('button', { name: 'Reject' })).toHaveCount(0)
	await page.getByRole('button', { name: 'Take over' }).click()
	await expect(page.getByRole('button', { name: 'Release' })).toBeFocused()
	await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue(note)
	await page.getByRole('button', { name: 'Reject' }).click()
	await expect(decision(page).getByRole('heading', { name: 'Rejected by Jo Fenwick' })).toBeFocused()
	expect(await putsOf(console)).toEqual([])
})

test('a pair that has moved meanwhile is shown as it is, and nothing is sent for what it was', async ({
	page,
	console,
}) => {
	const id = await filedByPriya(console, [equitiesLondon, formerAssignee])
	await signInAs(page, 'compliance officer')
	await page.goto(`/requests?request=${id}`)
	await expectPodRead(page)
	const now = page.getByRole('region', { name: 'Now on the pod' })
	await expect(now).toContainText('Not assigned')
	const sam = await visitorAs(console, 'sam.okafor')
	const change = { groupId: equitiesLondon.id, userId: formerAssignee.id, active: true, reason, ticket: '' }
	const more = { operationId: randomUUID(), confirmation: '', shownWarnings: ['last_group'] }
	expect(await sam.act('applyChangeAction', { ...change, ...more })).toContain('"state":"applied"')
	await page.getByRole('textbox', { name: 'Note' }).fill(note)
	await page.getByRole('button', { name: 'Approve and assign' }).click()
	await expect(decision(page).getByRole('alert').first()).toBeVisible()
	await expect(now).toContainText(/^Now on the podAssigned/)
	await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue(note)
	expect(await putsOf(console)).toHaveLength(1)
})

test('what the pod refuses is said with its reason, and tried again', async ({ page, console }) => {
	const id = await filedByPriya(console, [primeServices, averyQuill])
	await signInAs(page, 'compliance officer')
	await page.goto(`/requests?request=${id}`)
	await expectPodRead(page)
	const fault = { kind: 'status', status: 403, body: { code: 403, message: 'Not entitled' } }
	await tellPod(console, 'faults', { method: 'PUT', fault })
	await page.getByRole('button', { name: 'Approve and assign' }).click()
	const outcome = decision(page).getByRole('region', { name: 'Result' })
	await expect(outcome.getByRole('heading', { name: 'Refused' })).toBeFocused()
	await expect(outcome).toContainText('Not entitled')
	await healPod(console)
	await page.getByRole('button', { name: 'Try again' }).click()
	await expect(outcome.getByRole('heading', { name: 'Assigned' })).toBeFocused()
	expect(await putsOf(console)).toHaveLength(2)
})

test('an outcome that is not known is never said to be one, and comes by itself', async ({
	page,
	console,
}) => {
	const id = await filedByPriya(console, [ratesNewYork, superOfficer], { kind: 'unassign' })
	await signInAs(page, 'compliance officer')
	await page.goto(`/requests?request=${id}`)
	await expectPodRead(page)
	await tellPod(console, 'faults', { method: 'PUT', fault: { kind: 'cut-late', ms: 1500 } })
	await page.getByRole('button', { name: 'Approve and unassign' }).click()
	const outcome = decision(page).getByRole('region', { name: 'Result' })
	await expect(outcome.getByRole('heading', { name: 'Checking with the pod' })).toBeFocused()
	await expect(outcome.getByRole('heading', { name: 'Unassigned' })).toBeVisible({ timeout: 30_000 })
	await expect(
		page.getByRole('status').filter({ hasText: /^Unassigned\. Confirmed by the pod/ }),
	).toHaveCount(1)
	expect(await putsOf(console)).toHaveLength(1)
})

test('the asker withdraws, and an auditor only reads', async ({ page, console, browser }) => {
	const id = await filedByPriya(console, [creditNewYork, formerAssignee])
	await signInAs(page, 'support staff')
	await page.goto(`/requests?request=${id}`)
	await page.getByRole('button', { name: 'Withdraw' }).click()
	await page.getByRole('dialog').getByRole('button', { name: 'Withdraw request' }).click()
	await expect(decision(page).getByRole('heading', { name: 'Withdrawn by Priya Nair' })).toBeVisible()

	const auditor = await browser.newPage({ baseURL: console.url })
	await signInAs(auditor, 'auditor')
	await auditor.goto(`/requests?tab=done&request=${id}`)
	await expect(auditor.getByText('You can read every request here, but not decide')).toBeVisible()
	await expect(decision(auditor)).toContainText('Withdrawn by Priya Nair')
	await expect(auditor.getByRole('button', { name: /^(Approve|Reject|Claim|Comment)/ })).toHaveCount(0)
	await auditor.close()
})

for (const path of ['/requests/999999', '/requests/nonsense', '/requests?request=nonsense']) {
	test(`${path} says that there is no such request`, async ({ page }) => {
		await signInAs(page, 'compliance officer')
		await page.goto(path)
		await expect(page.getByRole('heading', { name: 'There is no such request' })).toBeVisible()
	})
}
