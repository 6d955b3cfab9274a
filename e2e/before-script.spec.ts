import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import { filedByPriya, withdrawnByPriya } from './fixtures/requests.ts'
import { expect, type RoleName, signInAs, test } from './fixtures/story.ts'

/** What can be reached before a page's script has come: a press that nobody hears would look like one that was taken. */

const { ratesNewYork } = landmarkGroups
const { averyQuill } = landmarkPeople
const pair = `group=${ratesNewYork.id}&user=${averyQuill.id}`
const pages = [
	'/assign',
	`/assign?${pair}`,
	'/requests',
	'/requests?tab=ending',
	'/requests?tab=review',
	`/requests/new?${pair}`,
	'/audit',
	'/audit/1',
	`/audit/pair?${pair}`,
	'/account',
]
const roles: RoleName[] = ['compliance officer', 'support staff', 'auditor', 'administrator']

for (const role of roles) {
	test(`${role}: nothing can be pressed or typed before it would be heard`, async ({
		page,
		browser,
		console,
	}) => {
		await withdrawnByPriya(console)
		const id = await filedByPriya(console, [ratesNewYork, averyQuill])
		await signInAs(page, role)
		const context = await browser.newContext({
			baseURL: console.url,
			javaScriptEnabled: false,
			storageState: await page.context().storageState(),
		})
		const silent = await context.newPage()
		let held = 0
		const own = role === 'administrator' ? ['/admin/people'] : []
		for (const path of [...pages, ...own, `/requests?request=${id}`]) {
			await silent.goto(path)
			const controls = silent.locator('button, input:not([type=hidden]), textarea, select')
			held += await controls.and(silent.locator(':disabled')).count()
			const reachable = await controls.and(silent.locator(':enabled')).allInnerTexts()
			// A form that the server answers without any script.
			expect(
				reachable.filter((name) => name !== 'Sign out'),
				path,
			).toEqual([])
		}
		expect(held).toBeGreaterThan(20)
		await context.close()
	})
}
