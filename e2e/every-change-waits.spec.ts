import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import { type RunningConsole, startConsole } from './fixtures/console.ts'
import { expectAccessible } from './fixtures/expect-accessible.ts'
import { decision, expectPodRead, filedByPriya } from './fixtures/requests.ts'
import {
	applyButton,
	choosePair,
	putsOf,
	reason,
	recordOfNewestChange,
	result,
	resultField,
	signInAs,
	tellPod,
	writeReason,
} from './fixtures/story.ts'

/** A console of its own, which is started anew under another setting, as its operator would. */

test.describe.configure({ mode: 'serial', timeout: 240_000 })

const dataDir = mkdtempSync(join(tmpdir(), 'scopekeeper-waits-'))
let running: RunningConsole

async function startUnder(approvals: string): Promise<void> {
	const ports = running && { PORT: new URL(running.url).port, SANDBOX_PORT: new URL(running.podUrl).port }
	await running?.stop()
	running = await startConsole({ dataDir, env: { ...ports, APPROVALS: approvals } })
}

test.afterAll(async () => {
	await running?.stop()
	rmSync(dataDir, { recursive: true, force: true })
})

const { creditNewYork, equitiesLondon, global, primeServices } = landmarkGroups
const { averyQuill } = landmarkPeople
const pair = (group: { id: string }) => `${running.url}/assign?group=${group.id}&user=${averyQuill.id}`
const file = (page: Page) => page.getByRole('button', { name: 'File request' })
const atOnce = (page: Page) => page.getByRole('button', { name: 'Apply at once' })
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Apply at once' })
const urgent = 'The desk trades tonight and nobody else can be reached.'

test('a page from before every change had to wait says at the place that nothing was sent', async ({
	browser,
}) => {
	await startUnder('direct')
	const page = await browser.newPage()
	await signInAs(page, 'compliance officer', running.url)
	await choosePair(page, 'Equities London', 'Avery Quill')
	await writeReason(page)
	await startUnder('second')
	await applyButton(page).click()
	await expect(
		page
			.getByRole('alert')
			.filter({ hasText: 'Every change waits for another officer here. Nothing was sent' }),
	).toBeVisible()
	await expect(page.getByRole('textbox', { name: 'Reason' })).toHaveValue(reason)
	expect(await putsOf(running)).toEqual([])
	await page.close()
})

test('an officer files what they would apply, and reads whom it waits for', async ({ page }) => {
	await signInAs(page, 'compliance officer', running.url)
	await expect(page.getByText('Every change waits for another officer.')).toBeVisible()
	await expect(applyButton(page)).toHaveCount(0)
	await expect(atOnce(page)).toHaveCount(0)
	await page.goto(pair(equitiesLondon))
	await writeReason(page)
	await page.keyboard.press('Control+Enter')
	await expect(
		result(page).getByRole('heading', { name: /^Request \d+ is filed and waits for another officer$/ }),
	).toBeFocused()
	await expect(result(page)).toContainText('Assign Avery Quill to Equities London')
	await expect(page.getByRole('textbox', { name: 'Reason' })).toHaveValue('')
	await expect(page.getByText('Assigning this user was asked for already')).toBeVisible()
	await expectAccessible(page, 'filed')
	await writeReason(page)
	await file(page).click()
	await expect(page.getByRole('alert').filter({ hasText: 'You asked for this already' })).toBeVisible()
	await result(page)
		.getByRole('link', { name: /^Open request/ })
		.click()
	await expect(decision(page)).toContainText('Waiting for a decision')
	expect(await putsOf(running)).toEqual([])
})

test('Global is asked for without typing its name, which whoever approves does', async ({ page }) => {
	await signInAs(page, 'compliance officer', running.url)
	await page.goto(pair(global))
	await expect(page.getByText('Global contains everyone')).toBeVisible()
	await expect(page.getByRole('textbox', { name: 'Name of the group' })).toHaveCount(0)
	await writeReason(page)
	await file(page).click()
	await expect(result(page)).toContainText('is filed')
})

test('an administrator breaks the glass with a reason that says enough, and the record says so', async ({
	page,
}) => {
	await signInAs(page, 'administrator', running.url)
	await page.goto(`${running.url}/assign`)
	await atOnce(page).click()
	await expect(page.getByRole('alert').filter({ hasText: 'Choose a group.' })).toBeVisible()
	await expect(dialog(page)).toHaveCount(0)
	await page.goto(pair(primeServices))
	await expect(page.getByText(/read from the pod/)).toBeVisible()
	await atOnce(page).click()
	await expect(dialog(page).getByRole('heading', { name: 'Apply at once' })).toBeFocused()
	await expect(dialog(page)).toContainText('Assign Avery Quill to Prime Services without another officer')
	const why = dialog(page).getByRole('textbox', { name: 'Why this cannot wait' })
	await why.fill(urgent.slice(0, 39))
	await expect(dialog(page)).toContainText('39 of at least 40')
	await dialog(page).getByRole('button', { name: 'Apply at once' }).click()
	await expect(dialog(page).getByRole('alert')).toContainText('at least 40 characters')
	await expectAccessible(page, 'break-glass with an error')
	expect(await putsOf(running)).toEqual([])
	await why.fill(urgent)
	await dialog(page).getByRole('button', { name: 'Apply at once' }).click()
	await expect(dialog(page)).toHaveCount(0)
	await expect(result(page).getByRole('heading', { name: 'Assigned' })).toBeFocused()
	await expect(resultField(page, 'Status')).toHaveText('Active')
	expect(await putsOf(running)).toHaveLength(1)
	const [intent] = await recordOfNewestChange(running)
	expect(intent).toMatchObject({ by: 'noor.haddad', details: { reason: urgent } })
})

test('what was applied is asked to be undone, with the pair and the opposite at hand', async ({ page }) => {
	await signInAs(page, 'administrator', running.url)
	await page.goto(`${running.url}/audit/pair?group=${primeServices.id}&user=${averyQuill.id}`)
	await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0)
	await page.getByRole('link', { name: 'Ask to undo' }).click()
	await expect(page.getByRole('radio', { name: /^Unassign/ })).toBeChecked()
	await expect(page.getByRole('combobox', { name: 'Group' })).toHaveValue('Prime Services')
	await writeReason(page)
	await file(page).click()
	await expect(decision(page).getByRole('heading', { name: /^Unassign Avery Quill/ })).toBeVisible()
})

test('where two must agree, the form says so', async ({ page }) => {
	await startUnder('two')
	await tellPod(running, 'reset', {})
	await signInAs(page, 'compliance officer', running.url)
	await expect(page.getByText('Every change waits for two other officers.')).toBeVisible()
	await page.goto(pair(creditNewYork))
	await writeReason(page)
	await file(page).click()
	await expect(result(page)).toContainText(/Request \d+ is filed and waits for two other officers/)
})

test('whoever gave the first of two approvals is offered no second one, and is told why', async ({
	page,
}) => {
	const id = await filedByPriya(running, [primeServices, landmarkPeople.mikaSorrel])
	await signInAs(page, 'compliance officer', running.url)
	await page.goto(`${running.url}/requests?request=${id}`)
	await expectPodRead(page)
	await page.getByRole('button', { name: 'Approve (1 of 2)' }).click()
	await expect(decision(page)).toContainText('You have approved this already')
	await expect(page.getByRole('button', { name: /^Approve/ })).toHaveCount(0)
	await page.keyboard.press('a')
	await page.keyboard.press('Control+Enter')
	await expect(page.getByRole('button', { name: 'Reject' })).toBeVisible()
	await expect(decision(page)).toContainText('1 of 2 approvals')
	expect(await putsOf(running)).toEqual([])
})
