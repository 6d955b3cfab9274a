import type { Page } from '@playwright/test'
import {
	applyButton,
	choosePair,
	expect,
	forbidReadingAssignments,
	healPod,
	putsOf,
	recordOfNewestChange,
	result,
	resultField,
	signInAs,
	tellPod,
	test,
	writeReason,
} from './fixtures/story.ts'

/** What the console answers to each press from now on. */
async function collectAnswers(page: Page): Promise<string[]> {
	const answers: string[] = []
	await page.route(/\/assign/, async (route) => {
		if (route.request().method() !== 'POST') return route.fallback()
		const response = await route.fetch()
		answers.push(await response.text())
		return route.fulfill({ response })
	})
	return answers
}

test.beforeEach(({ page }) => signInAs(page, 'compliance officer'))

test('sees “Checking with the pod” until a cut change is known, without doing anything', async ({
	page,
	console,
}) => {
	await tellPod(console, 'faults', { method: 'PUT', fault: { kind: 'cut-late', ms: 1500 } })
	await choosePair(page, 'Equities London', 'Avery Quill')
	await writeReason(page)
	await applyButton(page).click()
	await expect(result(page)).toContainText('Checking with the pod')
	await expect(result(page)).toContainText(/reading it back/, { timeout: 15_000 })
	await expect(resultField(page, 'Status')).toHaveText('Active')
	expect(await putsOf(console)).toHaveLength(1)
})

test('is told that a lost change did not happen, once that is sure', async ({ page, console }) => {
	await tellPod(console, 'faults', { method: 'PUT', fault: { kind: 'cut-before' } })
	await choosePair(page, 'Equities London', 'Avery Quill')
	await writeReason(page)
	await applyButton(page).click()
	await expect(result(page)).toContainText('Checking with the pod')
	await expect(result(page)).toContainText('The pod shows Not assigned', { timeout: 20_000 })
})

test.describe('where the pod lets nobody read the pair', () => {
	const checkNow = 'Check now'
	const sendAgain = 'Send again'
	const close = 'Close as seen elsewhere'

	test.beforeEach(async ({ page, console }) => {
		await forbidReadingAssignments(console)
		await choosePair(page, 'Equities London', 'Avery Quill')
		await expect(page.getByText('could not be read from the pod').first()).toBeVisible()
		await writeReason(page)
	})

	test('“Check now” finds the outcome once the pod can be read, and sends nothing', async ({
		page,
		console,
	}) => {
		await tellPod(console, 'faults', { method: 'PUT', fault: { kind: 'cut-after' } })
		await applyButton(page).click()
		await expect(result(page)).toContainText('Checking with the pod')
		for (const name of [checkNow, sendAgain, close])
			await expect(result(page).getByRole('button', { name })).toBeVisible()
		// Long before the console would ask by itself.
		await expect(result(page)).toContainText(/asked again in ([6-9]|1\d) s/, { timeout: 30_000 })
		await healPod(console)
		const answers = await collectAnswers(page)
		await result(page).getByRole('button', { name: checkNow }).click()

		await expect(resultField(page, 'Status')).toHaveText('Active')
		await expect(result(page)).toContainText('seen by reading it back')
		await expect(result(page).getByRole('heading', { name: 'Assigned' })).toBeFocused()
		// The console would find it later by itself: the press alone must do it too.
		expect(answers.join()).toContain('"state":"applied"')
		expect(await putsOf(console)).toHaveLength(1)
		expect((await recordOfNewestChange(console)).map(({ action, by }) => [action, by])).toEqual([
			['change.intended', 'jo.fenwick'],
			['change.unknown', null],
			['change.applied', null],
		])
	})

	test('“Send again” sends the same change once more, and the pod’s answer ends it', async ({
		page,
		console,
	}) => {
		await tellPod(console, 'faults', { method: 'PUT', fault: { kind: 'cut-before' } })
		await applyButton(page).click()
		await expect(result(page)).toContainText('Checking with the pod')
		await result(page).getByRole('button', { name: sendAgain }).click()

		await expect(resultField(page, 'Status')).toHaveText('Active')
		await expect(result(page)).toContainText('201')
		await expect(result(page).getByRole('heading', { name: 'Assigned' })).toBeFocused()
		const [first, second, ...more] = (await putsOf(console)).map(({ target, body }) => `${target} ${body}`)
		expect(more).toEqual([])
		expect(second).toBe(first)
		expect((await recordOfNewestChange(console)).map(({ action, by }) => [action, by])).toEqual([
			['change.intended', 'jo.fenwick'],
			['change.unknown', null],
			['change.sent_again', 'jo.fenwick'],
			['change.applied', null],
		])
	})

	test('“Close as seen elsewhere” asks what was seen, keeps it, and frees the pair', async ({
		page,
		console,
	}) => {
		await tellPod(console, 'faults', { method: 'PUT', fault: { kind: 'cut-after' } })
		await applyButton(page).click()
		await expect(result(page)).toContainText('Checking with the pod')
		await result(page).getByRole('button', { name: close }).click()
		const dialog = page.getByRole('dialog', { name: close })
		await dialog.getByRole('button', { name: 'Close this change' }).click()
		await expect(dialog.getByRole('alert')).toContainText('at least 10')
		const seen = 'The Admin Portal lists Avery Quill as an assignee.'
		await dialog.getByRole('textbox', { name: 'What you saw, and where' }).fill(seen)
		await dialog.getByRole('button', { name: 'Close this change' }).click()

		await expect(dialog).toHaveCount(0)
		await expect(result(page).getByRole('heading', { name: 'Closed as seen elsewhere' })).toBeFocused()
		await expect(result(page)).toContainText(`Jo Fenwick closed it and wrote: “${seen}”`)
		await expect(result(page)).not.toContainText('is reading the assignment back')
		expect(await putsOf(console)).toHaveLength(1)
		const record = await recordOfNewestChange(console)
		expect(record.map(({ action, by }) => [action, by])).toEqual([
			['change.intended', 'jo.fenwick'],
			['change.unknown', null],
			['change.closed', 'jo.fenwick'],
		])
		expect(record.at(-1)?.details).toMatchObject({ reason: seen })

		await healPod(console)
		await page.getByRole('button', { name: 'Read again from the pod' }).click()
		await expect(page.getByText('Assigned already: nothing to change')).toBeVisible()
		await expect(page.getByText('still being checked with the pod')).toHaveCount(0)
	})
})
