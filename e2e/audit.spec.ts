import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import {
	applyButton,
	choosePair,
	expect,
	reason,
	result,
	resultField,
	signInAs,
	signInByName,
	tellPod,
	test,
	writeReason,
} from './fixtures/story.ts'

const run = promisify(execFile)
const operations = (page: Page) => page.getByRole('table', { name: 'Operations in the record' })
const rowOf = (page: Page, text: string | RegExp) =>
	operations(page).getByRole('row').filter({ hasText: text }).first()

/** Assigns a pair with a ticket of this story's own, so that its row can be told from others'. */
async function assignWithTicket(page: Page, group: string, user: string, ticket: string): Promise<void> {
	await page.goto('/assign')
	await choosePair(page, group, user)
	await writeReason(page)
	await page.getByRole('textbox', { name: 'Ticket' }).fill(ticket)
	await applyButton(page).click()
}

test('an officer finds in the record what they did, and reads it whole', async ({ page }) => {
	await signInAs(page, 'compliance officer')
	await assignWithTicket(page, 'Equities London', 'Avery Quill', 'FIND-1')
	await expect(resultField(page, 'Status')).toHaveText('Active')
	await page.getByRole('link', { name: 'Audit', exact: true }).click()
	await expect(page).toHaveTitle('Audit · Scopekeeper')
	const row = rowOf(page, 'FIND-1')
	await expect(row).toContainText('Jo Fenwick')
	await expect(row).toContainText('Equities London')
	await expect(row).toContainText('Applied')
	await row.getByRole('button', { name: /Entries of/ }).click()
	await expect(page.getByText(`“${reason}”`).first()).toBeVisible()
	await expect(page.getByText('Applied · 201').first()).toBeVisible()

	await row.getByRole('link', { name: /^[\d,]+$/ }).click()
	await expect(page.getByRole('heading', { name: /^Entry [\d,]+$/ })).toBeVisible()
	const happened = page.getByRole('region', { name: /Assign · Applied/ })
	await expect(happened).toContainText('Not assigned → Assigned')
	await expect(happened).toContainText(reason)
	await expect(page.getByRole('region', { name: 'The pod’s answer' })).toContainText('status 201')
	await expect(page.getByRole('region', { name: 'Proof' })).toContainText('"action":"change.intended"')
})

test('an auditor begins at the record, and filters it by what the address keeps', async ({
	page,
	browser,
	console,
}) => {
	const officer = await browser.newPage({ baseURL: console.url })
	await signInAs(officer, 'compliance officer')
	await assignWithTicket(officer, 'Credit New York', 'Avery Quill', 'FILTER-1')
	await expect(resultField(officer, 'Status')).toHaveText('Active')
	const forbidden = { code: 403, message: 'The user lacks the required entitlement' }
	await tellPod(console, 'faults', { method: 'PUT', fault: { kind: 'status', status: 403, body: forbidden } })
	await assignWithTicket(officer, 'Equities London', 'Avery Quill', 'FILTER-2')
	await expect(result(officer)).toContainText('Refused')
	await officer.close()

	await signInAs(page, 'auditor')
	await expect(page).toHaveURL(/\/audit/)
	await expect(rowOf(page, 'FILTER-1')).toBeVisible()
	await page.getByRole('button', { name: /^Outcome/ }).click()
	await page.getByRole('link', { name: 'Refused by the pod' }).click()
	await expect(page).toHaveURL(/outcome=refused/)
	await expect(rowOf(page, 'FILTER-2')).toContainText('Refused · 403')
	await expect(operations(page).getByText('FILTER-1')).toHaveCount(0)
	await page.getByRole('searchbox', { name: 'Reason or ticket contains' }).fill('filter-1')
	await expect(page).toHaveURL(/text=filter-1/)
	await expect(page.getByText('Nothing in the record fits')).toBeVisible()
	await page.getByRole('link', { name: 'Clear filter' }).first().click()
	await expect(rowOf(page, 'FILTER-1')).toBeVisible()
	await page.getByRole('button', { name: /^Group/ }).click()
	await page.getByRole('searchbox', { name: 'Find a group' }).fill('credit new')
	await page
		.getByRole('group', { name: 'Group' })
		.getByRole('link', { name: /Credit New York/ })
		.click()
	await expect(page.getByRole('button', { name: 'Group Credit New York' })).toBeVisible()
	await expect(rowOf(page, 'FILTER-1')).toBeVisible()
	await expect(operations(page).getByText('FILTER-2')).toHaveCount(0)
})

test('a panel of the filter is worked by keys alone, and gives the focus back', async ({ page }) => {
	await signInAs(page, 'auditor')
	const action = page.getByRole('button', { name: /^Action/ })
	await expect(action).toBeEnabled()
	await action.focus()
	await page.keyboard.press('Enter')
	await expect(page.getByRole('link', { name: 'Any', exact: true })).toBeFocused()
	await page.keyboard.press('Escape')
	await expect(action).toBeFocused()
	await page.keyboard.press('Enter')
	await page.keyboard.press('Tab')
	await page.keyboard.press('Enter')
	await expect(page).toHaveURL(/action=assign/)
})

test('an open panel of the filter stays inside the window, however wide that becomes', async ({ page }) => {
	await signInAs(page, 'auditor')
	await page.getByRole('button', { name: /^Outcome/ }).click()
	const panel = page.getByRole('group', { name: 'Outcome' })
	for (const width of [1440, 1000, 760, 620, 500, 390, 820, 1280]) {
		await page.setViewportSize({ width, height: 800 })
		await expect(panel).toBeVisible()
		await expect
			.poll(async () => {
				const box = await panel.boundingBox()
				return box && box.x >= 0 && box.x + box.width <= width
			}, `${width} px wide`)
			.toBe(true)
	}
})

test('the history of a group and of a person opens from their names', async ({ page }) => {
	await signInAs(page, 'compliance officer')
	await assignWithTicket(page, 'Equities London', 'Avery Quill', 'NAMES-1')
	await expect(resultField(page, 'Status')).toHaveText('Active')
	await page.goto('/audit')
	await rowOf(page, 'NAMES-1').getByRole('link', { name: 'Equities London' }).click()
	await expect(page).toHaveURL(/group=.*/)
	await expect(rowOf(page, 'NAMES-1')).toBeVisible()
	await rowOf(page, 'NAMES-1').getByRole('link', { name: 'Jo Fenwick' }).click()
	await expect(page).toHaveURL(/person=/)
	await expect(page.getByRole('button', { name: 'Person Jo Fenwick' })).toBeVisible()
})

test('a bar of the picture leads to its days', async ({ page }) => {
	await signInAs(page, 'compliance officer')
	await assignWithTicket(page, 'Equities London', 'Avery Quill', 'CHART-1')
	await expect(resultField(page, 'Status')).toHaveText('Active')
	await page.goto('/audit')
	await page.getByText('As a table').click()
	const today = new Date().toISOString().slice(0, 10)
	await page
		.getByRole('table', { name: /Changes per day/ })
		.getByRole('link', { name: today })
		.click()
	await expect(page).toHaveURL(new RegExp(`from=${today}&to=${today}`))
	await expect(rowOf(page, 'CHART-1')).toBeVisible()
})

test('a whole export is proved by the offline verifier, and a changed copy is not', async ({
	page,
	request,
}) => {
	await signInAs(page, 'compliance officer')
	await assignWithTicket(page, 'Equities London', 'Avery Quill', 'EXPORT-1')
	await expect(resultField(page, 'Status')).toHaveText('Active')
	await page.goto('/audit?range=all')
	await page.getByRole('button', { name: 'Export' }).click()
	const dialog = page.getByRole('dialog', { name: 'Export' })
	await expect(dialog).toContainText('the whole record')
	const download = page.waitForEvent('download')
	await dialog.getByRole('button', { name: 'Export' }).click()
	const folder = mkdtempSync(join(tmpdir(), 'scopekeeper-export-'))
	const file = join(folder, 'export.ndjson')
	await (await download).saveAs(file)
	await expect(dialog.getByText('Your export is being fetched')).toBeVisible()

	const cookies = await page.context().cookies()
	const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
	const [checkpoint, keys] = [join(folder, 'checkpoint'), join(folder, 'keys')]
	for (const [path, to] of [
		['/api/audit/checkpoint', checkpoint],
		['/api/audit/checkpoint/keys', keys],
	] as const) {
		const answer = await request.get(path, { headers: { cookie } })
		expect(answer.status()).toBe(200)
		writeFileSync(to, await answer.text())
	}
	const verifier = join(import.meta.dirname, '..', 'scripts', 'verify.mjs')
	const verify = (what: string) =>
		run(process.execPath, [verifier, what, '--checkpoint', checkpoint, '--key', keys])
	expect((await verify(file)).stdout).toContain('All')

	const forged = join(folder, 'forged.ndjson')
	writeFileSync(forged, readFileSync(file, 'utf8').replaceAll('EXPORT-1', 'EXPORT-2'))
	await expect(verify(forged)).rejects.toMatchObject({ code: 1 })

	await page.goto('/audit')
	await expect(rowOf(page, 'Export')).toContainText('Jo Fenwick')
})

test('“Verify” looks at every entry and says so', async ({ page }) => {
	await signInAs(page, 'auditor')
	await page.getByRole('button', { name: 'Verify' }).click()
	await expect(page.getByText(/all entries verified|entries verified/)).toBeVisible()
	await expect(page.getByRole('button', { name: 'Copy checkpoint' })).toBeVisible()
})

test('support staff see what they did themselves, and nothing of others', async ({
	page,
	browser,
	console,
}) => {
	const officer = await browser.newPage({ baseURL: console.url })
	await signInByName(officer, 'Sam Okafor')
	await assignWithTicket(officer, 'Equities London', 'Avery Quill', 'SUPPORT-1')
	await expect(resultField(officer, 'Status')).toHaveText('Active')
	await officer.close()
	await signInAs(page, 'support staff')
	await page.goto('/audit?range=all')
	await expect(page.getByRole('heading', { name: 'Audit' })).toBeVisible()
	await expect(page.getByText('SUPPORT-1')).toHaveCount(0)
	await expect(page.getByText('Sam Okafor')).toHaveCount(0)
	await expect(page.getByRole('button', { name: 'Verify' })).toHaveCount(0)
	await expect(page.getByRole('button', { name: /^Person/ })).toHaveCount(0)
	await page.goto('/audit/1')
	await expect(page.getByRole('heading', { name: 'There is no such entry' })).toBeVisible()
	const state = await page.request.get('/api/audit/state')
	expect(state.status()).toBe(403)
})

test('an address with a filter that cannot be used shows a sentence and no list', async ({ page }) => {
	await signInAs(page, 'auditor')
	await page.goto('/audit?user=12x')
	await expect(page.getByRole('alert').filter({ hasText: 'cannot be used' })).toBeVisible()
	await expect(operations(page)).toHaveCount(0)
	await page.goto(`/audit?user=${landmarkPeople.averyQuill.id}&from=2026-02-01&to=2026-01-01`)
	await expect(page.getByText('The first day comes after the last one.')).toBeVisible()
	await page.goto('/audit?user=11&user=12')
	await expect(page.getByText('The address names “user” more than once.')).toBeVisible()
	await expect(operations(page)).toHaveCount(0)
})
