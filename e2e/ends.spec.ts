import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import type { RunningConsole } from './fixtures/console.ts'
import { expect, healPod, putsOf, reason, signInAs, tellPod, test } from './fixtures/story.ts'
import { Visitor } from './fixtures/visitor.ts'

const { primeServices, noAssignee } = landmarkGroups
const { samOkafor } = landmarkPeople
const dayMs = 86_400_000

/** Support asks for an assignment that ends in a week, and an officer approves it. Gives the request's number. */
async function assignForAWeek(console: RunningConsole, groupId: string): Promise<number> {
	const [priya, jo] = [new Visitor(console.url), new Visitor(console.url)]
	await Promise.all([priya.signIn('priya.nair'), jo.signIn('jo.fenwick')])
	const filed = await priya.act('fileRequestAction', {
		operationId: randomUUID(),
		kind: 'assign',
		groupId,
		userId: samOkafor.id,
		endsAt: new Date(Date.now() + 7 * dayMs).toISOString(),
		reason,
		ticket: '',
		shownWarnings: [],
	})
	const requestId = Number(/"id":(\d+)/.exec(filed)?.[1])
	const approved = await jo.act('approveRequestAction', {
		operationId: randomUUID(),
		requestId,
		version: 1,
		note: '',
		confirmation: '',
		shownWarnings: [],
		shownState: 'not_assigned',
	})
	expect(approved).toContain('"state":"applied"')
	return requestId
}

/** As waiting for it would: the end of a request's assignment was two minutes ago. */
async function letEndCome(console: RunningConsole, requestId: number): Promise<void> {
	const client = new Client(console.ownerUrl)
	await client.connect()
	try {
		await client.query(
			`update schedules set ends_at = now() - interval '2 minutes', next_try_at = now() where request_id = $1`,
			[requestId],
		)
	} finally {
		await client.end()
	}
}

test('an assignment with an end is unassigned when its time is up, and whoever asked can see it', async ({
	page,
	console,
}) => {
	const requestId = await assignForAWeek(console, primeServices.id)
	await signInAs(page, 'support staff')
	await page.goto(`/requests?tab=ending`)
	const main = page.getByRole('main')
	await expect(main.getByText('Sam Okafor').first()).toBeVisible()
	await letEndCome(console, requestId)
	await expect(main.getByText('No assignment ends soon')).toBeVisible()
	const bodies = (await putsOf(console)).map(({ body }) => body)
	expect(bodies).toEqual(['{"active":true}', '{"active":false}'])

	await page.goto(`/requests?request=${requestId}`)
	await expect(main).toContainText('End reached')
	await expect(main).toContainText('Not assigned')
})

test('an end that the pod refuses is red in the shell and in the queue until the pod confirms it, and the record names whose it was', async ({
	page,
	console,
}) => {
	const requestId = await assignForAWeek(console, noAssignee.id)
	await tellPod(console, 'faults', {
		method: 'PUT',
		path: `/usergroups/${noAssignee.id}/assignments`,
		times: 'always',
		fault: { kind: 'status', status: 403, body: { code: 403, message: 'Not entitled' } },
	})
	await letEndCome(console, requestId)
	await signInAs(page, 'compliance officer')
	const late = page.getByRole('link', { name: '1 assignment is past its end' })
	await late.click()
	await expect(page).toHaveURL(/tab=ending/)
	await expect(page.getByRole('main')).toContainText('Not entitled')
	await healPod(console)
	await expect(page.getByText('No assignment ends soon')).toBeVisible({ timeout: 60_000 })
	await expect(late).toHaveCount(0)

	await page.goto(`/audit?group=${noAssignee.id}`)
	await expect(page.getByRole('main')).toContainText(`Scopekeeper, for request ${requestId}`)
})
