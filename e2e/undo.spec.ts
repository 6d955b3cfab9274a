import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import type { RunningConsole } from './fixtures/console.ts'
import {
	applyButton,
	choosePair,
	expect,
	putsOf,
	reason,
	result,
	resultField,
	signInAs,
	tellPod,
	test,
	writeReason,
} from './fixtures/story.ts'
import { Visitor } from './fixtures/visitor.ts'

const { equitiesLondon } = landmarkGroups
const { averyQuill } = landmarkPeople
const historyPath = `/audit/pair?group=${equitiesLondon.id}&user=${averyQuill.id}`
const why = 'It was meant for another officer.'

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Undo this change' })
const undoButton = (page: Page) => page.getByRole('button', { name: 'Undo', exact: true })
const sendUndo = (page: Page) => dialog(page).getByRole('button', { name: 'Undo change' })
const bodiesOf = async (console: RunningConsole) => (await putsOf(console)).map(({ body }) => body)

async function assign(page: Page): Promise<void> {
	await choosePair(page, 'Equities London', 'Avery Quill')
	await writeReason(page)
	await applyButton(page).click()
	await expect(resultField(page, 'Status')).toHaveText('Active')
}

/** Another officer changes the pair meanwhile. */
async function changedBySam(console: RunningConsole, active: boolean): Promise<void> {
	const sam = new Visitor(console.url)
	await sam.signIn('sam.okafor')
	const form = { groupId: equitiesLondon.id, userId: averyQuill.id, active, reason, ticket: '' }
	const more = { operationId: randomUUID(), confirmation: '', shownWarnings: ['last_group'] }
	expect(await sam.act('applyChangeAction', { ...form, ...more })).toContain('"state":"applied"')
}

test('an officer takes a change back beside its result, then takes that back in the pair’s history', async ({
	page,
	console,
}) => {
	await signInAs(page, 'compliance officer')
	await assign(page)
	await undoButton(page).click()
	await expect(dialog(page).getByRole('heading', { name: 'Undo this change' })).toBeFocused()
	await expect(dialog(page)).toContainText('Assigned by Jo Fenwick: Avery Quill, Equities London')
	await expect(dialog(page)).toContainText(/Assigned\s*Not assigned/)
	await expect(dialog(page)).toContainText('This is the officer’s only group')
	await sendUndo(page).click()
	await expect(dialog(page).getByRole('alert')).toHaveText(/at least 10/)
	await expect(dialog(page).getByRole('textbox', { name: 'Reason' })).toBeFocused()
	await page.keyboard.type(why)
	await sendUndo(page).click()
	await expect(dialog(page)).toHaveCount(0)
	await expect(result(page).getByRole('heading', { name: 'Unassigned' })).toBeFocused()
	await expect(resultField(page, 'Status')).toHaveText('Inactive')
	await expect(result(page)).toContainText(why)
	await expect(page.getByText('Not assigned').first()).toBeVisible()
	expect(await bodiesOf(console)).toEqual(['{"active":true}', '{"active":false}'])
	await expect(result(page).getByRole('link', { name: /^Audit entry #[\d,]+$/ })).toHaveAttribute(
		'href',
		/^\/audit\/\d+$/,
	)

	await result(page).getByRole('link', { name: 'History of this assignment' }).click()
	await expect(page).toHaveURL(historyPath)
	await expect(page.getByRole('heading', { name: 'History of an assignment' })).toBeVisible()
	const items = page.getByRole('region', { name: 'Changes' }).getByRole('listitem')
	await expect(items.nth(0)).toContainText('Undoes an earlier change')
	await expect(items.nth(1)).toContainText(/Undone by Jo Fenwick, .*UTC/)
	await expect(items.nth(1)).toContainText(reason)
	await expect(undoButton(page)).toHaveCount(1)
	await items.nth(0).getByRole('button', { name: 'Undo' }).click()
	await dialog(page).getByRole('textbox', { name: 'Reason' }).fill('It was right after all.')
	await dialog(page).getByRole('textbox', { name: 'Ticket' }).fill('CMP-7')
	await sendUndo(page).click()
	await expect(items.nth(0)).toContainText('It was right after all.')
	await expect(items.nth(0)).toContainText(/Not assigned\s*Assigned/)
	await expect(items.nth(0)).toContainText('CMP-7')
	await expect(page.getByRole('heading', { name: 'Changes' })).toBeFocused()
	await expect(page.getByRole('status').filter({ hasText: 'Assigned. Confirmed by the pod' })).toHaveCount(1)
	await expect(page.getByRole('region', { name: 'Assignment' })).toContainText(/Assigned.*read from the pod/)
	expect(await bodiesOf(console)).toEqual(['{"active":true}', '{"active":false}', '{"active":true}'])
})

test('an undo is refused where another officer was there meanwhile, and what was typed stays', async ({
	page,
	console,
}) => {
	await signInAs(page, 'compliance officer')
	await assign(page)
	await undoButton(page).click()
	await dialog(page).getByRole('textbox', { name: 'Reason' }).fill(why)
	await changedBySam(console, false)
	await changedBySam(console, true)
	await sendUndo(page).click()
	const refusal = dialog(page).getByRole('alert').filter({ hasText: 'Sam Okafor assigned this user since' })
	await expect(refusal).toContainText('Nothing was sent')
	await expect(dialog(page).getByRole('textbox', { name: 'Reason' })).toHaveValue(why)
	await dialog(page).getByRole('button', { name: 'Keep it' }).click()
	await expect(undoButton(page)).toBeFocused()
	expect(await bodiesOf(console)).toHaveLength(3)
})

test('an undo says what the pod shows by now where the assignment is gone', async ({ page, console }) => {
	await signInAs(page, 'compliance officer')
	await assign(page)
	await changedBySam(console, false)
	await undoButton(page).click()
	await dialog(page).getByRole('button', { name: 'Read again from the pod' }).click()
	await expect(dialog(page)).toContainText('Not assigned: nothing to change')
	await dialog(page).getByRole('textbox', { name: 'Reason' }).fill(why)
	await sendUndo(page).click()
	await expect(dialog(page).getByRole('alert').filter({ hasText: 'Sam Okafor unassigned' })).toBeVisible()
	expect(await bodiesOf(console)).toHaveLength(2)
})

test('a history shows by itself what became of an undo whose outcome was not known', async ({
	page,
	console,
}) => {
	await changedBySam(console, true)
	await signInAs(page, 'compliance officer')
	await page.goto(historyPath)
	await tellPod(console, 'faults', { method: 'PUT', fault: { kind: 'cut-late', ms: 2000 } })
	await undoButton(page).click()
	await dialog(page).getByRole('textbox', { name: 'Reason' }).fill(why)
	await sendUndo(page).click()
	const newest = page.getByRole('region', { name: 'Changes' }).getByRole('listitem').first()
	await expect(newest).toContainText('Checking with the pod')
	await expect(undoButton(page)).toHaveCount(0)
	await expect(newest).toContainText('Applied')
	await expect(newest.getByRole('button', { name: 'Undo' })).toBeVisible()
	expect(await bodiesOf(console)).toEqual(['{"active":true}', '{"active":false}'])
})

test('an undo without a mouse: Esc keeps the change, Enter in the ticket decides nothing', async ({
	page,
	console,
}) => {
	await signInAs(page, 'compliance officer')
	await assign(page)
	await undoButton(page).press('Enter')
	await expect(dialog(page).getByRole('heading')).toBeFocused()
	await page.keyboard.press('Escape')
	await expect(dialog(page)).toHaveCount(0)
	await expect(undoButton(page)).toBeFocused()
	await page.keyboard.press('Enter')
	await dialog(page).getByRole('textbox', { name: 'Reason' }).fill(why)
	await dialog(page).getByRole('textbox', { name: 'Ticket' }).press('Enter')
	await expect(dialog(page)).toBeVisible()
	expect(await bodiesOf(console)).toHaveLength(1)
	await sendUndo(page).press('Enter')
	await expect(resultField(page, 'Status')).toHaveText('Inactive')
})

test('auditors read a pair’s history and are offered no undo; support staff see what they did or asked for alone', async ({
	page,
	console,
}) => {
	await changedBySam(console, true)
	await signInAs(page, 'auditor')
	await page.goto(historyPath)
	const newest = page.getByRole('region', { name: 'Changes' }).getByRole('listitem').first()
	await expect(newest).toContainText('Sam Okafor')
	await expect(undoButton(page)).toHaveCount(0)
	await page.getByRole('button', { name: 'Sign out' }).click()
	await signInAs(page, 'support staff')
	await page.goto(historyPath)
	await expect(page.getByRole('region', { name: 'Assignment' })).toBeVisible()
	await expect(page.getByText('Sam Okafor')).toHaveCount(0)
})

test('an address without a pair, or with one that cannot be, says so', async ({ page }) => {
	await signInAs(page, 'compliance officer')
	await page.goto('/audit/pair')
	await expect(page.getByRole('alert').filter({ hasText: 'Choose a group.' })).toBeVisible()
	await page.goto('/audit/pair?group=g-1&user=0')
	await expect(page.getByRole('alert').filter({ hasText: 'A user ID is a whole number' })).toBeVisible()
	await page.goto('/audit/pair?group=never-heard-of&user=4711')
	await expect(page.getByText('No change of this assignment yet')).toBeVisible()
	await expect(page.getByRole('region', { name: 'Assignment' })).toContainText('never-heard-of')
})
