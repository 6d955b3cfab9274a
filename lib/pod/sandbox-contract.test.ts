import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listGroupAssignees, listUserAssignments, putAssignment, readPair } from './assignments.ts'
import { createPodClient, type PodClient } from './client.ts'
import { getGroup, listGroups } from './groups.ts'
import { landmarkGroups as groups, landmarkPeople as people } from './sandbox/landmarks.ts'
import { type PodUnderTest, startPodUnderTest } from './sandbox/testing/pod-under-test.ts'
import { pingPod } from './service-account.ts'
import { configFor } from './testing/scripted-pod.ts'
import { lookUpUsers, readUser, searchCandidates, searchUsers } from './users.ts'

/** The client and the stand-in pod held against each other, and against what the published PUT declares. */

let pod: PodUnderTest
let client: PodClient

const clientAs = (username: string) =>
	createPodClient({
		...configFor(pod.client.url),
		credentials: { kind: 'key', username, privateKeyPem: pod.privateKey },
	})

beforeAll(async () => {
	pod = await startPodUnderTest({ users: 300, groups: 40 })
	client = clientAs('scopekeeper-bot')
})
beforeEach(() => pod.client.reset())
afterAll(() => pod.close())

const assign = (groupId: string, userId: string, active = true) =>
	putAssignment(client, { groupId, userId, active })
const putCalls = async () => (await pod.client.calls()).filter(({ method }) => method === 'PUT')
const pathOf = (groupId: string, userId: string) =>
	`/pod/v2/admin/usergroups/${encodeURIComponent(groupId)}/assignments/${userId}`

describe('the PUT', () => {
	it('is made as the published operation says', async () => {
		await assign(groups.equitiesLondon.id, people.averyQuill.id)
		const [call, ...others] = await putCalls()
		expect(others).toEqual([])
		expect(call).toMatchObject({
			target: pathOf(groups.equitiesLondon.id, people.averyQuill.id),
			body: '{"active":true}',
			status: 201,
			traceId: expect.stringMatching(/^[A-Za-z0-9]{6}$/),
		})
		expect(Object.keys(call?.headers ?? {})).toEqual(expect.arrayContaining(['sessiontoken', 'content-type']))
	})

	it('creates, repeats and unassigns, each confirmed with its dates', async () => {
		const created = await assign(groups.equitiesLondon.id, people.averyQuill.id)
		const repeated = await assign(groups.equitiesLondon.id, people.averyQuill.id)
		const removed = await assign(groups.equitiesLondon.id, people.averyQuill.id, false)
		expect([created.httpStatus, repeated.httpStatus, removed.httpStatus]).toEqual([201, 200, 200])
		expect(created).toMatchObject({
			kind: 'applied',
			assignment: {
				groupId: groups.equitiesLondon.id,
				group: { name: 'Equities London', area: 'EMEA', active: true },
				userId: people.averyQuill.id,
				user: { name: 'Avery Quill', username: 'aquill' },
				userRoles: expect.arrayContaining(['COMPLIANCE_OFFICER']),
				active: true,
				lastAddedAtMs: expect.any(Number),
				lastRemovedAtMs: null,
			},
		})
		expect(removed).toMatchObject({
			kind: 'applied',
			assignment: { active: false, lastAddedAtMs: expect.any(Number), lastRemovedAtMs: expect.any(Number) },
		})
	})

	it.each([people.aboveSafeInteger.id, people.greatestId.id])(
		'carries user ID %s digit for digit',
		async (userId) => {
			expect(await assign(groups.ratesNewYork.id, userId)).toMatchObject({
				kind: 'applied',
				assignment: { userId },
			})
			expect((await putCalls())[0]?.target).toBe(pathOf(groups.ratesNewYork.id, userId))
			expect(await readPair(client, groups.ratesNewYork.id, userId)).toMatchObject({
				state: 'assigned',
				assignment: { userId },
			})
		},
	)

	it('carries any group ID encoded once, and learns that there is no such group', async () => {
		const groupId = 'a/b ?#%+ü–日本'
		expect(await assign(groupId, people.averyQuill.id)).toMatchObject({
			kind: 'refused',
			cause: 'not_found',
			podCode: 404,
		})
		expect((await putCalls())[0]?.target).toBe(pathOf(groupId, people.averyQuill.id))
	})

	it('is confirmed for a user of whom the pod gives only what it must', async () => {
		expect(await assign(groups.withoutArea.id, people.sparse.id)).toMatchObject({
			kind: 'applied',
			assignment: { userId: people.sparse.id, user: null, userRoles: null, lastAddedAtMs: null },
		})
	})

	it('is refused for an inactive group, a user who is no officer, and an account that may only read', async () => {
		const refusals = [
			await assign(groups.inactive.id, people.averyQuill.id),
			await assign(groups.equitiesLondon.id, people.notOfficer.id),
			await putAssignment(clientAs('scopekeeper-viewer'), {
				groupId: groups.equitiesLondon.id,
				userId: people.averyQuill.id,
				active: true,
			}),
		]
		expect(refusals.map(({ kind }) => kind)).toEqual(['refused', 'refused', 'refused'])
		expect(refusals[2]).toMatchObject({ cause: 'forbidden', httpStatus: 403 })
	})

	it('is replayed with a new session when the pod has ended the old one', async () => {
		await pingPod(client)
		await pod.client.send('POST', '/sandbox/expire-sessions')
		expect(await assign(groups.equitiesLondon.id, people.averyQuill.id)).toMatchObject({
			kind: 'applied',
			calls: 2,
		})
		expect((await putCalls()).map(({ status }) => status)).toEqual([401, 201])
	})

	it.each([
		['cut-before', 'not_assigned'],
		['cut-after', 'assigned'],
	])('that is %s leaves the outcome unknown, and the read-back tells it', async (kind, state) => {
		await pod.client.fault({ method: 'PUT', fault: { kind } })
		const pair = [groups.equitiesLondon.id, people.averyQuill.id] as const
		expect(await assign(...pair)).toMatchObject({ kind: 'unknown', cause: 'cut' })
		expect(await putCalls()).toHaveLength(1)
		expect(await readPair(client, ...pair)).toMatchObject({ state })
	})
})

describe('the state of a pair', () => {
	const single = '/assignments/\\d+$'
	const ofGroup = '/assignments$'
	const pairs = [
		['assigned', groups.creditNewYork.id, people.rowanIdle.id],
		['not_assigned', groups.equitiesLondon.id, people.formerAssignee.id],
		['not_assigned', groups.equitiesLondon.id, people.averyQuill.id],
	] as const

	it.each([
		['all its calls', []],
		['no single assignments', [single]],
		['neither single assignments nor a group’s list', [single, ofGroup]],
	])('is read from a pod that has %s', async (_what, missing) => {
		for (const path of missing) {
			const fault = { kind: 'status', status: 404, body: { code: 404, message: 'Not found' } }
			await pod.client.fault({ method: 'GET', path, times: 'always', fault })
		}
		for (const [state, groupId, userId] of pairs) {
			expect(await readPair(client, groupId, userId)).toMatchObject({ state })
		}
	})

	it('is unreadable for an account without entitlements', async () => {
		const none = clientAs('scopekeeper-none')
		expect(await readPair(none, groups.creditNewYork.id, people.rowanIdle.id)).toMatchObject({
			state: 'unreadable',
		})
	})
})

describe('groups and people', () => {
	it('are listed whole, and read one by one', async () => {
		const { items, complete } = await listGroups(client)
		expect({ count: items.length, complete }).toEqual({ count: 40, complete: true })
		expect(items.map(({ id }) => id)).toEqual(
			expect.arrayContaining(Object.values(groups).map(({ id }) => id)),
		)
		expect(await getGroup(client, groups.equitiesLondon.id)).toMatchObject({
			name: 'Equities London',
			area: 'EMEA',
			active: true,
			memberCount: 1204,
			assigneeCount: 3,
		})
		expect(await getGroup(client, 'no-such-group')).toBeNull()
	})

	it('are listed by group and by user, with names', async () => {
		const assignees = await listGroupAssignees(client, groups.ratesNewYork.id, { limit: 100 })
		expect(assignees.complete).toBe(true)
		expect(assignees.items.map(({ user }) => user?.name)).toEqual(
			expect.arrayContaining(['Rowan Idle', 'Lena Brandt', 'Sabine Overland']),
		)
		const assigned = await listUserAssignments(client, people.rowanIdle.id)
		expect(assigned.items.map(({ group }) => group?.name).sort()).toEqual([
			'Credit New York',
			'Rates Chicago',
			'Rates New York',
		])
	})

	it('are found as candidates, by search and by look-up', async () => {
		const candidates = await searchCandidates(client, groups.equitiesLondon.id, { name: 'quill', limit: 20 })
		expect(candidates.items).toContainEqual(
			expect.objectContaining({ id: people.averyQuill.id, name: 'Avery Quill', canBeAssigned: true }),
		)
		const page = await searchCandidates(client, groups.equitiesLondon.id, { name: '', limit: 2 })
		expect({ count: page.items.length, hasMore: page.hasMore }).toEqual({ count: 2, hasMore: true })

		const search = await searchUsers(client, { name: 'المنصوري', limit: 20 })
		expect(search.items).toContainEqual(expect.objectContaining({ id: people.rightToLeft.id, roles: null }))
		expect(await searchUsers(client, { name: 'nobody-of-this-name', limit: 20 })).toEqual({
			items: [],
			hasMore: false,
		})

		for (const person of [people.aboveSafeInteger, people.greatestId]) {
			expect(await readUser(client, person.id)).toMatchObject({ id: person.id })
		}
		expect(await readUser(client, '42')).toBeNull()
		expect(await lookUpUsers(client, 'email', people.mikaSorrel.emailAddress)).toMatchObject([
			{ id: people.mikaSorrel.id },
		])
		expect(await lookUpUsers(client, 'username', 'msorrel')).toMatchObject([{ id: people.mikaSorrel.id }])
	})

	it('are reached by documented calls only', async () => {
		await Promise.allSettled([
			pingPod(client),
			listGroups(client),
			getGroup(client, groups.global.id),
			readPair(client, groups.oneAssignee.id, people.averyQuill.id),
			listGroupAssignees(client, groups.oneAssignee.id, { limit: 10 }),
			listUserAssignments(client, people.averyQuill.id),
			searchCandidates(client, groups.global.id, { name: 'a', limit: 5 }),
			searchUsers(client, { name: 'a', limit: 5 }),
			readUser(client, people.averyQuill.id),
		])
		const documented = [
			/^GET \/pod\/v2\/sessioninfo$/,
			/^GET \/pod\/v2\/admin\/usergroups\?type=ROLE_SCOPE&limit=\d+$/,
			/^GET \/pod\/v2\/admin\/usergroups\/[\w-]+$/,
			/^GET \/pod\/v2\/admin\/usergroups\/[\w-]+\/assignments(\/\d+)?\?[^?]*$/,
			/^GET \/pod\/v2\/admin\/usergroups\/[\w-]+\/assigneecandidates\?[^?]*$/,
			/^GET \/pod\/v2\/admin\/users\/\d+\/usergroupassignments\?groupType=ROLE_SCOPE&[^?]*$/,
			/^POST \/pod\/v1\/user\/search\?local=true&skip=0&limit=\d+$/,
			/^GET \/pod\/v3\/users\?uid=\d+&local=true$/,
		]
		const calls = (await pod.client.calls()).filter(({ target }) => target.startsWith('/pod/'))
		expect(calls.length).toBeGreaterThanOrEqual(9)
		for (const { method, target } of calls) {
			expect(documented.filter((one) => one.test(`${method} ${target}`))).toHaveLength(1)
		}
	})
})
