import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { landmarkGroups, landmarkPeople } from './landmarks.ts'
import {
	type Answer,
	assignmentPath,
	type PodUnderTest,
	startPodUnderTest,
} from './testing/pod-under-test.ts'

const { equitiesLondon, inactive } = landmarkGroups
const people = landmarkPeople

let pod: PodUnderTest
beforeAll(async () => {
	pod = await startPodUnderTest()
})
beforeEach(() => pod.client.reset())
afterAll(() => pod.close())

type Field = 'string' | 'boolean' | 'int64' | 'string[]' | Record<string, unknown>

/** The published operation, Restricted Pod API 20.17.1: the statuses it declares and the fields of each answer. */
const declaredStatuses = [200, 201, 400, 401, 403, 404, 500]
const declaredAssignment: Record<string, Field> = {
	id: 'string',
	groupId: 'string',
	group: { id: 'string', name: 'string', area: 'string', type: 'string', active: 'boolean' },
	userId: 'int64',
	user: { id: 'int64', username: 'string', firstName: 'string', lastName: 'string', emailAddress: 'string' },
	userRoles: 'string[]',
	active: 'boolean',
	lastAddedDate: 'int64',
	lastRemovedDate: 'int64',
}

function kindOf(value: unknown): unknown {
	if (typeof value === 'bigint' || Number.isInteger(value)) return 'int64'
	if (Array.isArray(value)) return value.every((item) => typeof item === 'string') ? 'string[]' : 'array'
	if (typeof value !== 'object' || value === null) return typeof value
	return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, kindOf(item)]))
}

function expectDeclared({ status, json, headers }: Answer): void {
	expect(declaredStatuses).toContain(status)
	expect(headers.get('content-type')).toMatch(/^application\/json/)
	if (status >= 400) expect(kindOf(json)).toEqual({ code: 'int64', message: 'string' })
	else expect(declaredAssignment).toMatchObject(kindOf(json) as Record<string, Field>)
}

test('the first assignment of a pair is created, every later change is an update', async () => {
	const { id } = people.averyQuill
	const created = await pod.client.put(equitiesLondon.id, id, { active: true })
	const repeated = await pod.client.put(equitiesLondon.id, id, { active: true })
	const removed = await pod.client.put(equitiesLondon.id, id, { active: false })
	expect([created.status, repeated.status, removed.status]).toEqual([201, 200, 200])
	expect([created.json.active, repeated.json.active, removed.json.active]).toEqual([true, true, false])
	for (const answer of [created, repeated, removed]) expectDeclared(answer)
	expect(created.json).toMatchObject({
		groupId: equitiesLondon.id,
		group: { id: equitiesLondon.id, name: 'Equities London', area: 'EMEA', type: 'ROLE_SCOPE', active: true },
		user: {
			username: 'aquill',
			firstName: 'Avery',
			lastName: 'Quill',
			emailAddress: 'avery.quill@example.com',
		},
	})
	expect(created.text).toContain(`"userId":${id},`)
	expect(created.json.userRoles).toContain('COMPLIANCE_OFFICER')
	expect(new Set([created, repeated, removed].map((answer) => answer.json.id)).size).toBe(1)
})

test('assigning moves the date of the last addition alone, unassigning that of the last removal', async () => {
	const began = Date.now()
	const added = (await pod.client.put(equitiesLondon.id, people.averyQuill.id, { active: true })).json
	expect(added.lastAddedDate).toBeGreaterThanOrEqual(began)
	expect(added.lastAddedDate).toBeLessThanOrEqual(Date.now())
	expect(added).not.toHaveProperty('lastRemovedDate')
	const removed = (await pod.client.put(equitiesLondon.id, people.averyQuill.id, { active: false })).json
	expect(removed.lastAddedDate).toBe(added.lastAddedDate)
	expect(removed.lastRemovedDate).toBeGreaterThanOrEqual(added.lastAddedDate ?? Infinity)
})

test('an identifier beyond 2^53 comes back digit for digit, as a bare integer', async () => {
	for (const { id } of [people.aboveSafeInteger, people.greatestId]) {
		const answer = await pod.client.put(equitiesLondon.id, id, { active: true })
		expect(answer.status).toBe(201)
		expect(answer.text).toContain(`"userId":${id},"user":{"id":${id},`)
		expectDeclared(answer)
	}
})

test('a person whose optional fields are missing has them missing here as well', async () => {
	const answer = await pod.client.put(equitiesLondon.id, people.sparse.id, { active: true })
	expect(answer.status).toBe(201)
	expect(Object.keys(answer.json).sort()).toEqual(['active', 'groupId', 'userId'])
})

test('any body but {"active": true or false} is refused', async () => {
	for (const body of [
		'',
		'no JSON',
		'[]',
		'null',
		'{}',
		'{"active":"true"}',
		'{"active":1}',
		'{"active":true,"x":1}',
	]) {
		const answer = await pod.client.put(equitiesLondon.id, people.averyQuill.id, body)
		expect(answer.status, body).toBe(400)
		expectDeclared(answer)
	}
	const path = assignmentPath(equitiesLondon.id, people.averyQuill.id)
	const typed = await pod.client.send('PUT', path, '{"active":true}', { 'content-type': 'text/plain' })
	expect(typed.status).toBe(400)
	expect((await pod.client.get(path)).status).toBe(404)
})

test('a group or a user who is not there is 404, a user ID that is no int64 is 400', async () => {
	for (const [group, user, status] of [
		['nothing-here', people.averyQuill.id, 404],
		[equitiesLondon.id, '12345', 404],
		[equitiesLondon.id, 'avery', 400],
		[equitiesLondon.id, '1.5', 400],
		[equitiesLondon.id, '9223372036854775808', 400],
	] as const) {
		const answer = await pod.client.put(group, user, { active: true })
		expect(answer.status, `${group} ${user}`).toBe(status)
		expectDeclared(answer)
	}
})

test('nobody is assigned to an inactive group, but may be unassigned from it', async () => {
	const refused = await pod.client.put(inactive.id, people.averyQuill.id, { active: true })
	expect([refused.status, refused.json.message]).toEqual([400, 'The group is not active'])
	expect((await pod.client.put(inactive.id, people.lenaBrandt.id, { active: false })).status).toBe(200)
})

test('a user who is no officer is not assigned', async () => {
	for (const active of [true, false]) {
		const refused = await pod.client.put(equitiesLondon.id, people.notOfficer.id, { active })
		expect(refused.status).toBe(400)
		expect(refused.json.message).toMatch(/Compliance Officer/)
		expectDeclared(refused)
	}
	expect((await pod.client.put(equitiesLondon.id, people.superOfficer.id, { active: true })).status).toBe(201)
})

test('only an account that may manage scopes changes anything', async () => {
	for (const [account, status] of [
		['scopekeeper-viewer', 403],
		['scopekeeper-none', 403],
	] as const) {
		const client = await pod.logIn(account)
		const answer = await client.put(equitiesLondon.id, people.averyQuill.id, { active: true })
		expect(answer.status).toBe(status)
		expectDeclared(answer)
	}
	const path = assignmentPath(equitiesLondon.id, people.averyQuill.id)
	const unknown = await pod.client.send('PUT', path, { active: true }, { sessionToken: 'none' })
	expect(unknown.status).toBe(401)
	expectDeclared(unknown)
	expect((await pod.client.get(path)).status).toBe(404)
})
