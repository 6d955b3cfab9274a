import { afterAll, beforeAll, expect, test } from 'vitest'
import { wireGroup, wireGroupPage } from '../contract.ts'
import { landmarkGroups, landmarkPeople } from './landmarks.ts'
import { type PodUnderTest, startPodUnderTest } from './testing/pod-under-test.ts'

const list = '/pod/v2/admin/usergroups'
const { equitiesLondon, global, inactive, withoutArea } = landmarkGroups

let pod: PodUnderTest
beforeAll(async () => {
	pod = await startPodUnderTest({ groups: 130, users: 300 })
})
afterAll(() => pod.close())

const groups = async (query: string) =>
	wireGroupPage.parse((await pod.client.get(`${list}?${query}`)).json).data
const names = async (query: string) => (await groups(query)).map((group) => group.name)

test('a listing needs the type, and another type has no groups', async () => {
	const without = await pod.client.get(list)
	expect([without.status, without.json]).toEqual([
		400,
		{ code: 400, message: 'The parameter type is required' },
	])
	expect(await groups('type=CEP_VISIBILITY_GROUP')).toEqual([])
	expect(await groups('type=ROLE_SCOPE')).toHaveLength(50)
})

test('filters fit exactly, not in part', async () => {
	expect(await names('type=ROLE_SCOPE&name=Equities+London')).toEqual(['Equities London'])
	expect(await names('type=ROLE_SCOPE&name=Equities')).toEqual([])
	expect(await names('type=ROLE_SCOPE&name=equities%20london')).toEqual([])
	expect(await names('type=ROLE_SCOPE&area=Worldwide')).toEqual(['Global'])
	expect(await names('type=ROLE_SCOPE&active=false&limit=1000')).toContain(inactive.name)
	const active = await groups('type=ROLE_SCOPE&active=true&area=EMEA&limit=1000')
	expect(active.every((group) => group.active && group.area === 'EMEA')).toBe(true)
	expect(active.map((group) => group.id)).not.toContain(inactive.id)
})

test('sorting goes by the field, downwards after a minus, and refuses an unknown field', async () => {
	const counts = (await groups('type=ROLE_SCOPE&sort=-memberCount&limit=1000')).map(
		(group) => group.memberCount ?? 0,
	)
	expect(counts).toEqual([...counts].sort((a, b) => b - a))
	const sorted = await names('type=ROLE_SCOPE&sort=name&limit=1000')
	expect(sorted).toEqual([...sorted].sort((a = '', b = '') => (a < b ? -1 : 1)))
	expect((await pod.client.get(`${list}?type=ROLE_SCOPE&sort=colour`)).status).toBe(400)
})

test('parameters of another kind are refused with 400', async () => {
	for (const query of ['active=yes', 'limit=0', 'limit=-1', 'limit=many', 'after=%21', 'before=W10']) {
		expect((await pod.client.get(`${list}?type=ROLE_SCOPE&${query}`)).status, query).toBe(400)
	}
})

test('cursors lead through every group once, and next leads to a host that cannot be reached', async () => {
	const seen: string[] = []
	let after: string | undefined
	let pages = 0
	do {
		const cursor: string = after === undefined ? '' : `&after=${after}`
		const page = wireGroupPage.parse((await pod.client.get(`${list}?type=ROLE_SCOPE&limit=40${cursor}`)).json)
		seen.push(...page.data.map((group) => group.id))
		expect(page.pagination?.cursors?.after).toMatch(/^[\w-]+$/)
		expect(page.pagination?.previous === undefined).toBe(after === undefined)
		after = page.pagination?.next === undefined ? undefined : page.pagination.cursors?.after
		if (after !== undefined)
			expect(new URL(page.pagination?.next ?? '').hostname).toBe('pod-internal.invalid')
		pages++
	} while (after !== undefined)
	expect(pages).toBe(4)
	expect(new Set(seen).size).toBe(130)
	expect(seen).toHaveLength(130)
})

test('a group is read by its identifier, with the numbers of people watched and of assignees', async () => {
	const group = wireGroup.parse((await pod.client.get(`${list}/${equitiesLondon.id}`)).json)
	expect(group).toMatchObject({
		name: 'Equities London',
		area: 'EMEA',
		memberCount: 1204,
		assigneeCount: 3,
		active: true,
	})
	await pod.client.put(equitiesLondon.id, landmarkPeople.averyQuill.id, { active: true })
	expect((await pod.client.get(`${list}/${equitiesLondon.id}`)).json.assigneeCount).toBe(4)
	await pod.client.reset()
	expect((await pod.client.get(`${list}/${global.id}`)).json.memberCount).toBe(300)
	expect((await pod.client.get(`${list}/${withoutArea.id}`)).json).not.toHaveProperty('area')
	expect((await pod.client.get(`${list}/nothing-here`)).status).toBe(404)
})

test('an identifier is decoded exactly once', async () => {
	const encoded = [...equitiesLondon.id].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('')
	expect((await pod.client.get(`${list}/${encoded}`)).status).toBe(200)
	expect((await pod.client.get(`${list}/${encodeURIComponent(encoded)}`)).status).toBe(404)
	expect((await pod.client.get(`${list}/%E0%A4%A`)).status).toBe(400)
})

test('an account that may only look reads groups, and one without entitlements reads none', async () => {
	const viewer = await pod.logIn('scopekeeper-viewer')
	expect((await viewer.get(`${list}?type=ROLE_SCOPE`)).status).toBe(200)
	const none = await pod.logIn('scopekeeper-none')
	const id = equitiesLondon.id
	const user = landmarkPeople.averyQuill.id
	for (const path of [
		`${list}?type=ROLE_SCOPE`,
		`${list}/${id}`,
		`${list}/${id}/assignments`,
		`${list}/${id}/assignments/${user}`,
		`${list}/${id}/assigneecandidates`,
		`/pod/v2/admin/users/${user}/usergroupassignments?groupType=ROLE_SCOPE`,
	]) {
		const answer = await none.get(path)
		expect([answer.status, answer.json.code], path).toEqual([403, 403])
		expect(answer.json.message).toBe('The user lacks the required entitlement to perform this operation')
	}
})
