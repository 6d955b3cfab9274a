import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import { expectAccessible, expectAccessibleAtAnyWidth } from './fixtures/expect-accessible.ts'
import { decision, expectPodRead, filedByPriya, queue, withdrawnByPriya } from './fixtures/requests.ts'
import {
	applyButton,
	choosePair,
	expect,
	reason,
	result,
	resultField,
	signInAs,
	tellPod,
	test,
	writeReason,
} from './fixtures/story.ts'

/** Every screen and state, in both colour schemes, wide and narrow, against WCAG 2.2 AA. */

const pair = ({ id }: { id: string }, user: { id: string }) => `/assign?group=${id}&user=${user.id}`
const { equitiesLondon, global, inactive, oneAssignee } = landmarkGroups
const { averyQuill, globalHolder, joFenwick, soleAssignee, longName, rightToLeft } = landmarkPeople

test.use({ viewport: { width: 1440, height: 900 } })
test.describe.configure({ timeout: 120_000 })

test('signing in', async ({ page }) => {
	await page.goto('/sign-in')
	await expectAccessibleAtAnyWidth(page, 'sign-in')
	await page.getByText('More people').click()
	await expectAccessibleAtAnyWidth(page, 'sign-in with more people')
	await page.goto('/sign-in?error=NoRole')
	await expectAccessibleAtAnyWidth(page, 'sign-in refused')
	await page.goto('/no-such-page')
	await expectAccessibleAtAnyWidth(page, 'a page that does not exist')
})

test('choosing', async ({ page }) => {
	await signInAs(page, 'compliance officer')
	await expectAccessibleAtAnyWidth(page, 'empty form')
	await applyButton(page).click()
	await expect(page.getByRole('alert').first()).toBeVisible()
	await expectAccessibleAtAnyWidth(page, 'form with errors')
	await page.getByRole('combobox', { name: 'Group' }).fill('london')
	await expect(page.getByRole('option').first()).toBeVisible()
	await expectAccessibleAtAnyWidth(page, 'open list')
	await page.getByRole('combobox', { name: 'Group' }).fill('nothing is called this')
	await expectAccessibleAtAnyWidth(page, 'empty list')
	await page.keyboard.press('Escape')
	await page.keyboard.press('Control+k')
	await expect(page.getByRole('dialog')).toBeVisible()
	await expectAccessibleAtAnyWidth(page, 'palette')
})

test('warnings, refusals and long names', async ({ page }) => {
	await signInAs(page, 'compliance officer')
	const states = {
		'holder of Global': pair(equitiesLondon, globalHolder),
		'Global itself': pair(global, averyQuill),
		'inactive group': pair(inactive, averyQuill),
		'own assignment': pair(equitiesLondon, joFenwick),
		'last assignee': pair(oneAssignee, soleAssignee),
		'long name': pair(equitiesLondon, longName),
		'right-to-left name': pair(equitiesLondon, rightToLeft),
		'unknown IDs': '/assign?group=x%2Fy&user=9223372036854775806',
	}
	for (const [what, path] of Object.entries(states)) {
		await page.goto(path)
		await expect(page.getByText(/read from the pod/).first()).toBeVisible()
		await expectAccessibleAtAnyWidth(page, what)
	}
	await writeReason(page, 'y'.repeat(600))
	await applyButton(page).click()
	await expect(page.getByRole('alert').filter({ hasText: 'at most 500' })).toBeVisible()
	await expectAccessibleAtAnyWidth(page, 'a long reason without a space')
})

test('results', async ({ page, console }) => {
	await signInAs(page, 'compliance officer')
	await choosePair(page, 'Equities London', 'Avery Quill')
	await tellPod(console, 'faults', {
		method: 'PUT',
		fault: { kind: 'status', status: 403, body: { code: 403, message: 'Not entitled' } },
	})
	await writeReason(page)
	await applyButton(page).click()
	await expect(result(page)).toContainText('Scope Management')
	await expectAccessibleAtAnyWidth(page, 'refused')
	await tellPod(console, 'faults', { method: 'PUT', fault: { kind: 'cut-late', ms: 6000 } })
	await applyButton(page).click()
	await expect(result(page)).toContainText('Checking with the pod')
	await expectAccessibleAtAnyWidth(page, 'unknown')
	await expect(result(page)).not.toContainText('Checking with the pod', { timeout: 30_000 })
	await tellPod(console, 'reset', {})
	await page.reload()
	await writeReason(page)
	await applyButton(page).click()
	await expect(resultField(page, 'Status')).toHaveText('Active')
	await expectAccessibleAtAnyWidth(page, 'applied')
})

test('taking a change back', async ({ page }) => {
	await signInAs(page, 'compliance officer')
	await page.goto(pair(equitiesLondon, averyQuill))
	await writeReason(page)
	await applyButton(page).click()
	await expect(resultField(page, 'Status')).toHaveText('Active')
	await page.getByRole('button', { name: 'Undo' }).click()
	await expect(page.getByRole('dialog').getByText('only group')).toBeVisible()
	await page.getByRole('button', { name: 'Undo change' }).click()
	await expectAccessibleAtAnyWidth(page, 'undo with errors')
	await page.getByRole('dialog').getByRole('textbox', { name: 'Reason' }).fill(reason)
	await page.getByRole('button', { name: 'Undo change' }).click()
	await expect(resultField(page, 'Status')).toHaveText('Inactive')
	await page.getByRole('link', { name: 'History of this assignment' }).click()
	await expect(page.getByText('Undoes an earlier change').first()).toBeVisible()
	await expect(page.getByText(/read from the pod/)).toBeVisible()
	await expectAccessibleAtAnyWidth(page, 'history of a pair')
	await page.goto('/audit/pair?group=g-1&user=4711')
	await expect(page.getByText('No change of this assignment yet')).toBeVisible()
	await expectAccessibleAtAnyWidth(page, 'history of a pair without changes')
	await page.goto('/audit/pair?group=g-1')
	await expectAccessibleAtAnyWidth(page, 'history of half a pair')
})

test('the record', async ({ page }) => {
	await signInAs(page, 'compliance officer')
	await page.goto(pair(equitiesLondon, averyQuill))
	await writeReason(page)
	await applyButton(page).click()
	await expect(resultField(page, 'Status')).toHaveText('Active')
	await page.goto('/audit')
	await expect(page.getByText(/checkpoint/i).first()).toBeVisible()
	await page.getByText('As a table').click()
	await page
		.getByRole('button', { name: /^Entries of/ })
		.first()
		.click()
	await expectAccessibleAtAnyWidth(page, 'audit')
	// A panel finds its place when it opens.
	for (const width of [360, 1440]) {
		await page.setViewportSize({ width, height: 900 })
		for (const chip of [/^Last 6 weeks/, /^Outcome/, /^Group/]) {
			await page.getByRole('button', { name: chip }).click()
			await expectAccessible(page, `panel ${chip}, at ${width} px`)
			await page.keyboard.press('Escape')
		}
	}
	await page.getByRole('button', { name: 'Export' }).click()
	await expect(page.getByRole('dialog')).toBeVisible()
	await expectAccessibleAtAnyWidth(page, 'export')
	await page.goto('/audit?text=nothing+has+these+words')
	await expect(page.getByText('Nothing in the record fits')).toBeVisible()
	await expectAccessibleAtAnyWidth(page, 'audit without anything')
	await page.goto('/audit?user=x')
	await expectAccessibleAtAnyWidth(page, 'audit with a filter that cannot be')
	await page.goto('/audit/1')
	await page.getByText(/lowest first/).click()
	await expectAccessibleAtAnyWidth(page, 'one entry')
})

test('requests', async ({ page, console }) => {
	await signInAs(page, 'compliance officer')
	await withdrawnByPriya(console)
	await page.goto('/requests')
	await expect(page.getByText('Nothing waits unclaimed')).toBeVisible()
	await expectAccessibleAtAnyWidth(page, 'an empty part of the queue')
	await filedByPriya(console, [oneAssignee, longName])
	await filedByPriya(console, [oneAssignee, rightToLeft])
	await page.goto('/requests')
	await expect(queue(page).getByRole('link')).toHaveCount(2)
	await expectAccessibleAtAnyWidth(page, 'queue')
	await page.goto('/requests?kind=nonsense')
	await expect(page.getByRole('alert').filter({ hasText: 'no such kind' })).toBeVisible()
	await expectAccessibleAtAnyWidth(page, 'queue with a filter that cannot be')
})

test('deciding a request', async ({ page, console }) => {
	await withdrawnByPriya(console)
	const id = await filedByPriya(console, [global, soleAssignee])
	await signInAs(page, 'compliance officer')
	await page.goto(`/requests?request=${id}`)
	await expectPodRead(page)
	await expectAccessibleAtAnyWidth(page, 'one request')
	await page.getByRole('button', { name: 'Comment' }).click()
	await page.getByRole('button', { name: 'Add comment' }).click()
	await expectAccessibleAtAnyWidth(page, 'comment with an error')
	await page.getByRole('heading', { level: 2 }).first().click()
	await page.keyboard.press('?')
	await expect(page.getByRole('dialog')).toBeVisible()
	await expectAccessibleAtAnyWidth(page, 'keys')
	await page.keyboard.press('Escape')
	await page.keyboard.press('a')
	await page.keyboard.press('Control+Enter')
	await expect(page.getByRole('alert').filter({ hasText: 'Type the group’s name' })).toBeVisible()
	await expectAccessibleAtAnyWidth(page, 'approval with an error')
	await page.keyboard.press('Escape')
	await page.getByRole('textbox', { name: 'Note' }).fill('Not while she is on leave.')
	await page.getByRole('button', { name: 'Reject' }).click()
	await expect(decision(page).getByRole('region', { name: 'Result' })).toBeVisible()
	await expectAccessibleAtAnyWidth(page, 'rejected')
	await page.goto('/requests/nonsense')
	await expectAccessibleAtAnyWidth(page, 'no such request')
})

test('looking without changing', async ({ page }) => {
	await signInAs(page, 'auditor')
	await page.goto(pair(equitiesLondon, averyQuill))
	await expect(page.getByText(/read from the pod/).first()).toBeVisible()
	await expectAccessibleAtAnyWidth(page, 'read only')
})
