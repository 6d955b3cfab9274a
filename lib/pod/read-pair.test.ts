import { describe, expect, it } from 'vitest'
import { listGroupAssignees, listUserAssignments, readPair } from './assignments.ts'
import { deadlineIn } from './deadline.ts'
import { cut, hang, html, json, type Respond, startScriptedPod } from './testing/scripted-pod.ts'

const groupId = 'g-1'
const userId = '9007199254740993'
const own = (status: number) => json(status, { code: status, message: 'words' })
const entry = (active: boolean, of = { groupId, userId }) =>
	`{"groupId":"${of.groupId}","userId":${of.userId},"active":${active}}`
const list = (...entries: string[]) => json(200, `{"data":[${entries.join(',')}]}`)
const someoneElse = { groupId, userId: '9007199254740992' }
const anotherGroup = { groupId: 'g-2', userId }

const kinds = {
	single: /\/assignments\/\d+\?/,
	group: /\/assignments\?/,
	user: /\/usergroupassignments\?/,
}

/** A pod in which each of the three calls answers as told. */
async function podWith(answers: { single: Respond; group: Respond; user: Respond }) {
	const pod = await startScriptedPod()
	pod.onCall((response, arrival) => {
		const kind = (['single', 'group', 'user'] as const).find((name) => kinds[name].test(arrival.target))
		answers[kind ?? 'single'](response, arrival)
	})
	const client = pod.client({ readTimeoutMs: 2_000 })
	const asked = () =>
		pod.calls.map(({ target }) =>
			(['single', 'group', 'user'] as const).find((name) => kinds[name].test(target)),
		)
	return { pod, client, asked, read: () => readPair(client, groupId, userId, { retries: 0 }) }
}

describe('the state of a pair', () => {
	it.each([
		[true, 'assigned'],
		[false, 'not_assigned'],
	])('comes from the single assignment where that names the pair (active: %s)', async (active, state) => {
		const { read, asked, pod } = await podWith({
			single: json(200, entry(active)),
			group: own(500),
			user: own(500),
		})
		expect(await read()).toMatchObject({
			state,
			readBy: 'assignment',
			assignment: { groupId, userId, active },
		})
		expect(asked()).toEqual(['single'])
		expect(pod.calls[0]?.target).toBe(
			'/pod/v2/admin/usergroups/g-1/assignments/9007199254740993?expand=user%2Cgroup',
		)
	})

	it.each<[string, Respond]>([
		['is unknown to the pod', own(404)],
		['is not allowed', own(403)],
		['is answered by a page', html(404)],
		['names another user', json(200, entry(true, someoneElse))],
		['names another group', json(200, entry(true, anotherGroup))],
		['names nobody', json(200, '{"active":true}')],
		['does not say the state', json(200, `{"groupId":"g-1","userId":${userId}}`)],
		['fails', own(500)],
		['is cut', cut],
	])('comes from the group’s list where the single assignment %s', async (_what, single) => {
		const { read, asked, pod } = await podWith({ single, group: list(entry(true)), user: own(500) })
		expect(await read()).toMatchObject({ state: 'assigned', readBy: 'group_list' })
		expect(asked()).toEqual(['single', 'group'])
		expect(pod.calls[1]?.target).toContain(`userId=${userId}`)
	})

	it('is "not assigned" where the filtered list is empty, and not from a 404 alone', async () => {
		const { read } = await podWith({ single: own(404), group: list(), user: own(500) })
		expect(await read()).toEqual({ state: 'not_assigned', assignment: null, readBy: 'group_list' })
		const other = await podWith({ single: own(404), group: own(404), user: own(404) })
		expect(await other.read()).toMatchObject({ state: 'unreadable' })
	})

	it('is not taken from a list that shows others, which means that it was not filtered', async () => {
		const { read, asked } = await podWith({
			single: own(404),
			group: list(entry(true, someoneElse)),
			user: list(entry(true, anotherGroup)),
		})
		expect(await read()).toMatchObject({ state: 'unreadable' })
		expect(asked()).toEqual(['single', 'group', 'user'])
	})

	it('is taken from an unfiltered list where the pair is in it', async () => {
		const group = list(entry(true, someoneElse), entry(false))
		const { read } = await podWith({ single: own(404), group, user: own(500) })
		expect(await read()).toMatchObject({ state: 'not_assigned', readBy: 'group_list' })
	})

	it('is not taken for absent from an empty page that another page follows', async () => {
		const group: Respond = (response, arrival) =>
			(arrival.target.includes('after=')
				? list(entry(true))
				: json(200, '{"data":[],"pagination":{"cursors":{"after":"c1"},"next":"x"}}'))(response, arrival)
		const { read } = await podWith({ single: own(404), group, user: own(500) })
		expect(await read()).toMatchObject({ state: 'assigned', readBy: 'group_list' })
	})

	it('comes from the user’s assignments where the group’s list cannot be read', async () => {
		const { read, pod } = await podWith({ single: own(404), group: own(403), user: list(entry(true)) })
		expect(await read()).toMatchObject({ state: 'assigned', readBy: 'user_list' })
		expect(pod.calls[2]?.target).toContain('groupType=ROLE_SCOPE&groupId=g-1')
	})

	it('is unreadable, with a sentence, where no call helps', async () => {
		const { read, asked } = await podWith({ single: own(403), group: own(403), user: own(403) })
		expect(await read()).toEqual({
			state: 'unreadable',
			problem: expect.stringContaining('may not read this'),
		})
		expect(asked()).toEqual(['single', 'group', 'user'])
	})

	it('comes from the group’s list where the single assignment hangs', async () => {
		const { read, asked } = await podWith({ single: hang, group: list(entry(true)), user: own(500) })
		expect(await read()).toMatchObject({ state: 'assigned', readBy: 'group_list' })
		expect(asked()).toEqual(['single', 'group'])
	})

	it('is unreadable within one deadline for all calls where the pod hangs', async () => {
		const { client } = await podWith({ single: hang, group: hang, user: hang })
		const deadline = deadlineIn(500)
		expect(await readPair(client, groupId, userId, { deadline, retries: 0 })).toEqual({
			state: 'unreadable',
			problem: expect.stringContaining('did not answer in time'),
		})
	})

	it('is unreadable where the pod is away', async () => {
		const { read, pod } = await podWith({ single: own(404), group: own(404), user: own(404) })
		await pod.stop()
		expect(await read()).toEqual({
			state: 'unreadable',
			problem: expect.stringContaining('could not be reached'),
		})
	})
})

describe('a listing', () => {
	const page = (ids: number[], after: string | null, next = 'https://pod-internal.invalid/never') =>
		json(
			200,
			JSON.stringify({
				data: ids.map((id) => ({ groupId, userId: id, active: true })),
				pagination: { cursors: { before: 'b', ...(after ? { after } : {}) }, ...(after ? { next } : {}) },
			}),
		)
	const idsOf = ({ items }: { items: { userId: string | null }[] }) => items.map(({ userId: id }) => id)

	async function podWithPages(pages: Record<string, Respond>) {
		const pod = await startScriptedPod()
		pod.onCall((response, arrival) => {
			const after = new URL(arrival.target, pod.url).searchParams.get('after') ?? 'start'
			pages[after]?.(response, arrival)
		})
		return pod
	}

	it('goes on with the cursor on the pod’s own address, never with the address in "next"', async () => {
		const elsewhere = await startScriptedPod()
		const pod = await podWithPages({
			start: page([1, 2], 'c/1=', elsewhere.url),
			'c/1=': page([], 'c2', elsewhere.url),
			c2: page([3], null),
		})
		const listing = await listGroupAssignees(pod.client(), groupId, { limit: 200 })
		expect({ ids: idsOf(listing), complete: listing.complete }).toEqual({
			ids: ['1', '2', '3'],
			complete: true,
		})
		expect(pod.calls.map(({ target }) => target.split('after=')[1])).toEqual([undefined, 'c%2F1%3D', 'c2'])
		expect(elsewhere.calls).toHaveLength(0)
	})

	it('stops at the number asked for and says that it is cut short', async () => {
		const pod = await podWithPages({ start: page([1, 2], 'c1'), c1: page([3, 4], 'c2') })
		const listing = await listGroupAssignees(pod.client(), groupId, { limit: 3 })
		expect({ ids: idsOf(listing), complete: listing.complete }).toEqual({
			ids: ['1', '2', '3'],
			complete: false,
		})
	})

	it.each([
		['leads in a circle', { start: page([1], 'c1'), c1: page([2], 'c1') }, ['1', '2']],
		[
			'has a next page without a cursor',
			{ start: json(200, { data: [{ userId: 1, active: true }], pagination: { next: 'x' } }) },
			['1'],
		],
	])('that %s ends, and says that it is cut short', async (_what, pages: Record<string, Respond>, ids) => {
		const pod = await podWithPages(pages)
		const listing = await listUserAssignments(pod.client(), userId)
		expect({ ids: idsOf(listing), complete: listing.complete }).toEqual({ ids, complete: false })
	})

	it('shows active assignments only, also where the pod overlooks the filter', async () => {
		const pod = await startScriptedPod()
		pod.onCall(list(entry(true), entry(false, someoneElse)))
		const listing = await listGroupAssignees(pod.client(), groupId, { limit: 10 })
		expect(idsOf(listing)).toEqual([userId])
		expect(pod.calls[0]?.target).toContain('active=true')
	})

	it('is asked for without a page size where the pod takes none', async () => {
		const pod = await startScriptedPod()
		pod.onCall((response, arrival) =>
			(arrival.target.includes('limit=') ? own(400) : list(entry(true)))(response, arrival),
		)
		expect(idsOf(await listUserAssignments(pod.client(), userId))).toEqual([userId])
		expect(pod.calls).toHaveLength(2)
	})
})
