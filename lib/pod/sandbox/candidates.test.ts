import { afterAll, beforeAll, expect, test } from 'vitest'
import { wireCandidatePage } from '../contract.ts'
import { landmarkGroups, landmarkPeople } from './landmarks.ts'
import { type PodUnderTest, startPodUnderTest } from './testing/pod-under-test.ts'

const { equitiesLondon, inactive } = landmarkGroups
const people = landmarkPeople

let pod: PodUnderTest
beforeAll(async () => {
	pod = await startPodUnderTest({ users: 2000 })
})
afterAll(() => pod.close())

const path = (groupId: string, query: string) =>
	`/pod/v2/admin/usergroups/${groupId}/assigneecandidates?${query}`
const page = async (query: string, groupId: string = equitiesLondon.id) =>
	wireCandidatePage.parse((await pod.client.get(path(groupId, query))).json)

test('without a name the officers are listed, and nobody else', async () => {
	const { users } = await page('limit=1000')
	expect(users.length).toBeGreaterThanOrEqual(40)
	expect(users.length).toBeLessThan(200)
	const told = users.filter(({ userId }) => userId !== people.sparse.id)
	expect(told.every(({ canBeAssigned }) => canBeAssigned === true)).toBe(true)
	expect(
		told.every(({ roles = [] }) => roles.some((role) => /^(SUPER_)?COMPLIANCE_OFFICER$/.test(role))),
	).toBe(true)
	expect(users.map(({ userId }) => userId)).toContain(people.aboveSafeInteger.id)
})

test('a name finds people by any part of name, user name or address, whatever case and accents', async () => {
	const found = async (name: string) =>
		(await page(`name=${encodeURIComponent(name)}`)).users.map(({ userId }) => userId)
	for (const name of [
		'avery quill',
		'QUILL avery',
		'aquill',
		'avery.quill@example.com',
		'ávêry quíll',
		'ery qui',
	]) {
		expect(await found(name), name).toContain(people.averyQuill.id)
	}
	expect(await found('ليلى')).toContain(people.rightToLeft.id)
	expect(await found('=sum(a1:a9)')).toEqual([people.formulaName.id])
	expect(await found('nobody is called this')).toEqual([])
	expect(await found('avery brightwater')).toEqual([])
	expect(await found('brightwater avery')).toEqual([])
})

test('someone who is no officer is found by name, after the officers, and cannot be assigned', async () => {
	const [found] = (await page('name=felix+brightwater')).users
	expect(found).toMatchObject({ userId: people.notOfficer.id, surname: 'Brightwater', canBeAssigned: false })
	const { users } = await page('name=example.com&limit=1000')
	const told = users
		.filter(({ userId }) => userId !== people.sparse.id)
		.map(({ canBeAssigned }) => canBeAssigned)
	expect(told.lastIndexOf(true)).toBeLessThan(told.indexOf(false))
})

test('roles narrow the candidates to those who hold one of them', async () => {
	const { users } = await page('roles=SUPER_COMPLIANCE_OFFICER&limit=1000')
	expect(users.map(({ userId }) => userId)).toContain(people.superOfficer.id)
	expect(users.every(({ roles }) => roles?.includes('SUPER_COMPLIANCE_OFFICER'))).toBe(true)
	const both = await page('roles=SUPER_COMPLIANCE_OFFICER,COMPLIANCE_OFFICER&limit=1000')
	const repeated = await page('roles=SUPER_COMPLIANCE_OFFICER&roles=COMPLIANCE_OFFICER&limit=1000')
	expect(both.users.length).toBeGreaterThan(users.length)
	expect(repeated.users).toEqual(both.users)
})

test('cursors lead through every candidate once, and back again', async () => {
	const all = (await page('limit=1000')).users
	const forward = []
	let current = await page('limit=30')
	forward.push(...current.users)
	while (current.pagination?.next !== undefined) {
		current = await page(`limit=30&after=${current.pagination.cursors?.after}`)
		forward.push(...current.users)
	}
	expect(forward).toEqual(all)
	const last = current.users.length
	const back = await page(`limit=30&before=${current.pagination?.cursors?.before}`)
	expect(back.users).toEqual(all.slice(-last - 30, -last))
	expect([back.pagination?.next, back.pagination?.previous].every((link) => link !== undefined)).toBe(true)
})

test('nobody can be assigned to an inactive group, and an unknown group is 404', async () => {
	const { users } = await page('', inactive.id)
	expect(users.some(({ canBeAssigned }) => canBeAssigned)).toBe(false)
	expect((await pod.client.get(path('nothing-here', ''))).status).toBe(404)
})

test('the officer with missing fields is a candidate without roles', async () => {
	const [found] = (await page('name=tamsin+blank')).users
	expect(found).toMatchObject({ userId: people.sparse.id, username: 'tblank' })
	expect(found).not.toHaveProperty('roles')
	expect(found).not.toHaveProperty('canBeAssigned')
})
