import { afterAll, beforeAll, expect, test } from 'vitest'
import { wireAssignment, wireAssignmentPage } from '../contract.ts'
import { landmarkGroups, landmarkPeople } from './landmarks.ts'
import { assignmentPath, type PodUnderTest, startPodUnderTest } from './testing/pod-under-test.ts'

const { equitiesLondon, global, ratesNewYork, creditNewYork, ratesChicago, withoutArea } = landmarkGroups
const people = landmarkPeople

let pod: PodUnderTest
beforeAll(async () => {
	pod = await startPodUnderTest()
})
afterAll(() => pod.close())

const page = async (path: string) => wireAssignmentPage.parse((await pod.client.get(path)).json)
const ofGroup = (groupId: string, query = '') =>
	page(`/pod/v2/admin/usergroups/${groupId}/assignments?${query}`)
const users = async (groupId: string, query = '') =>
	(await ofGroup(groupId, query)).data.map(({ userId }) => userId)

test('a group lists those assigned and those who were', async () => {
	const { globalHolder, mikaSorrel, samOkafor, formerAssignee } = people
	const all = [globalHolder, mikaSorrel, samOkafor, formerAssignee].map(({ id }) => id)
	expect(await users(equitiesLondon.id)).toEqual(all)
	expect(await users(equitiesLondon.id, 'active=true')).toEqual(all.slice(0, 3))
	expect(await users(equitiesLondon.id, 'active=false')).toEqual([formerAssignee.id])
	expect((await pod.client.get('/pod/v2/admin/usergroups/nothing-here/assignments')).status).toBe(404)
})

test('a group is filtered by user and by role', async () => {
	expect(await users(equitiesLondon.id, `userId=${people.mikaSorrel.id}`)).toEqual([people.mikaSorrel.id])
	expect(await users(equitiesLondon.id, `userId=${people.averyQuill.id}`)).toEqual([])
	expect(await users(ratesNewYork.id, 'userRole=SUPER_COMPLIANCE_OFFICER')).toEqual([people.superOfficer.id])
	expect(await users(ratesNewYork.id, 'userRole=SUPER')).toEqual([])
	const path = `/pod/v2/admin/usergroups/${ratesNewYork.id}/assignments`
	expect((await pod.client.get(`${path}?userId=many`)).status).toBe(400)
	expect((await pod.client.get(`${path}?active=1`)).status).toBe(400)
})

test('user and group come only when they are asked for', async () => {
	const [plain] = (await ofGroup(ratesNewYork.id)).data
	expect(plain).not.toHaveProperty('user')
	expect(plain).not.toHaveProperty('group')
	const [expanded] = (await ofGroup(ratesNewYork.id, 'expand=user,group')).data
	expect(expanded).toMatchObject({ user: { username: 'ridle' }, group: { name: 'Rates New York' } })
	const [half] = (await ofGroup(ratesNewYork.id, 'expand=group')).data
	expect([half?.user, half?.group?.id]).toEqual([undefined, ratesNewYork.id])
})

test('dates sort both ways, and nothing else does', async () => {
	const dates = async (sort: string) =>
		(await ofGroup(equitiesLondon.id, `sort=${sort}`)).data.map(({ lastAddedDate }) => lastAddedDate ?? 0)
	const upwards = await dates('lastAddedDate')
	expect(upwards).toEqual([...upwards].sort((a, b) => a - b))
	expect(await dates('-lastAddedDate')).toEqual(upwards.toReversed())
	expect((await users(equitiesLondon.id, 'sort=-lastRemovedDate'))[0]).toBe(people.formerAssignee.id)
	expect((await pod.client.get(`/pod/v2/admin/usergroups/${global.id}/assignments?sort=userId`)).status).toBe(
		400,
	)
})

test('one cursor leads on and the other back', async () => {
	const all = await users(equitiesLondon.id)
	const first = await ofGroup(equitiesLondon.id, 'limit=3')
	const second = await ofGroup(equitiesLondon.id, `limit=3&after=${first.pagination?.cursors?.after}`)
	expect([...first.data, ...second.data].map(({ userId }) => userId)).toEqual(all)
	expect([first.pagination?.next !== undefined, second.pagination?.next]).toEqual([true, undefined])
	const back = await ofGroup(equitiesLondon.id, `limit=2&before=${second.pagination?.cursors?.before}`)
	expect(back.data.map(({ userId }) => userId)).toEqual(all.slice(1, 3))
	expect(back.pagination?.previous).toBeDefined()
})

test('a cursor keeps its place when the assignment it stood on no longer fits the filter', async () => {
	const path = `active=true&limit=2`
	const first = await ofGroup(equitiesLondon.id, path)
	await pod.client.put(equitiesLondon.id, people.mikaSorrel.id, { active: false })
	const rest = await users(equitiesLondon.id, `${path}&after=${first.pagination?.cursors?.after}`)
	expect(rest).toEqual([people.samOkafor.id])
	await pod.client.reset()
})

test('one pair is read, and says which of the three is missing when it is not there', async () => {
	const read = async (groupId: string, userId: string) =>
		await pod.client.get(assignmentPath(groupId, userId))
	const held = await read(equitiesLondon.id, people.formerAssignee.id)
	expect(wireAssignment.parse(held.json)).toMatchObject({ active: false, groupId: equitiesLondon.id })
	expect(held.json.lastRemovedDate).toBeGreaterThan(held.json.lastAddedDate ?? Infinity)
	expect((await read('nothing-here', people.averyQuill.id)).json.message).toMatch(/group does not exist/)
	expect((await read(equitiesLondon.id, '1')).json.message).toMatch(/user does not exist/)
	expect((await read(equitiesLondon.id, people.averyQuill.id)).json.message).toMatch(/never assigned/)
})

test('a user lists what is assigned to them, by type and by group', async () => {
	const path = (id: string, query: string) => `/pod/v2/admin/users/${id}/usergroupassignments?${query}`
	const held = async (id: string, query: string) =>
		(await page(path(id, query))).data.map(({ groupId }) => groupId)
	const { rowanIdle, averyQuill, formerAssignee } = people
	const all = [ratesNewYork.id, creditNewYork.id, ratesChicago.id]
	expect(await held(rowanIdle.id, 'groupType=ROLE_SCOPE')).toEqual(all)
	expect(await held(rowanIdle.id, 'groupType=CEP_VISIBILITY_GROUP')).toEqual([])
	expect(await held(rowanIdle.id, `groupType=ROLE_SCOPE&groupId=${creditNewYork.id}`)).toEqual([
		creditNewYork.id,
	])
	expect(await held(averyQuill.id, 'groupType=ROLE_SCOPE')).toEqual([])
	expect(await held(formerAssignee.id, 'groupType=ROLE_SCOPE&active=true')).toEqual([])
	expect((await pod.client.get(path(rowanIdle.id, ''))).status).toBe(400)
	expect((await pod.client.get(path('1', 'groupType=ROLE_SCOPE'))).status).toBe(404)
	expect((await pod.client.get(path('rowan', 'groupType=ROLE_SCOPE'))).status).toBe(400)
})

test('a person whose optional fields are missing has them missing in every answer', async () => {
	const pair = await pod.client.get(`${assignmentPath(withoutArea.id, people.sparse.id)}?expand=user,group`)
	expect(Object.keys(pair.json).sort()).toEqual(['active', 'groupId', 'userId'])
	const list = await ofGroup(withoutArea.id, `expand=user,group&userId=${people.sparse.id}`)
	expect(list.data).toEqual([{ groupId: withoutArea.id, userId: people.sparse.id, active: true }])
})
