import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { landmarkGroups, landmarkPeople as people } from '#lib/pod/sandbox/landmarks.ts'
import type { PodUnderTest } from '#lib/pod/sandbox/testing/pod-under-test.ts'
import { searchPeople } from './search-people.ts'
import { actorWith, arrivals, startConsolePod } from './testing/console-pod.ts'

const officer = actorWith('officer')
const groupId = landmarkGroups.equitiesLondon.id

let pod: PodUnderTest
beforeAll(async () => {
	pod = await startConsolePod()
})
beforeEach(() => pod.client.reset())

const search = (query: string, group: string | null = groupId) =>
	searchPeople(officer, { query, groupId: group })
const idsOf = ({ people: found }: { people: { id: string }[] }) => found.map(({ id }) => id)
const refuse = (path: string, status: number) =>
	pod.client.fault({
		path,
		times: 'always',
		fault: { kind: 'status', status, body: { code: status, message: 'no' } },
	})

describe('the search for people', () => {
	it('is among the pod’s candidates for the chosen group, with their roles', async () => {
		expect(await search('quill')).toMatchObject({
			source: 'candidates',
			people: [
				{
					id: people.averyQuill.id,
					name: 'Avery Quill',
					roles: expect.arrayContaining(['COMPLIANCE_OFFICER']),
					canBeAssigned: true,
				},
			],
		})
	})

	it('tells who cannot be an assignee', async () => {
		const { people: found } = await search('Felix Brightwater')
		expect(found).toContainEqual(expect.objectContaining({ id: people.notOfficer.id, canBeAssigned: false }))
	})

	it('is the pod’s user search while no group is chosen', async () => {
		expect(await search('quill', null)).toMatchObject({
			source: 'search',
			people: [{ id: people.averyQuill.id, name: 'Avery Quill', canBeAssigned: null }],
		})
		expect(await arrivals(pod)).not.toContainEqual(expect.stringContaining('assigneecandidates'))
	})

	it.each([404, 403, 500])('is the user search where the pod answers %d for candidates', async (status) => {
		await refuse('assigneecandidates', status)
		expect(await search('quill')).toMatchObject({ source: 'search', people: [{ id: people.averyQuill.id }] })
	})

	it('finds by a whole ID, e-mail address and username, that person first', async () => {
		for (const person of [people.aboveSafeInteger, people.greatestId, people.mikaSorrel]) {
			expect(idsOf(await search(person.id))[0]).toBe(person.id)
			expect(idsOf(await search(person.emailAddress))[0]).toBe(person.id)
			expect(idsOf(await search(person.username, null))[0]).toBe(person.id)
		}
	})

	it('puts whoever has the query as username before all others', async () => {
		const body = { users: [{ userId: 1, firstName: 'Someone', surname: 'Else' }] }
		await pod.client.fault({ path: 'assigneecandidates', fault: { kind: 'status', status: 200, body } })
		expect(idsOf(await search(people.mikaSorrel.username))).toEqual([people.mikaSorrel.id, '1'])
	})

	it('finds people of every script, each once', async () => {
		for (const [query, person] of [
			['ليلى', people.rightToLeft],
			['=SUM', people.formulaName],
			['Featherstonehaugh', people.longName],
		] as const) {
			expect(idsOf(await search(query)).filter((id) => id === person.id)).toEqual([person.id])
		}
		const byUsername = idsOf(await search('msorrel'))
		expect(byUsername.filter((id) => id === people.mikaSorrel.id)).toHaveLength(1)
	})

	it('shows twenty at most and says that there are more', async () => {
		for (const group of [groupId, null]) {
			const { people: found, hasMore } = await search('e', group)
			expect({ shown: found.length, hasMore }).toEqual({ shown: 20, hasMore: true })
		}
	})

	it('shows the first candidates for an empty query, and asks nothing without a group', async () => {
		expect((await search('')).people).toHaveLength(20)
		await pod.client.reset()
		expect(await search('  ', null)).toEqual({ people: [], source: 'search', hasMore: false })
		expect(await arrivals(pod)).toEqual([])
	})

	it('finds nobody without making that an error', async () => {
		expect(await search('nobody-has-this-name')).toEqual({ people: [], source: 'search', hasMore: false })
	})

	it('still shows whoever was looked up while the search is away', async () => {
		await refuse('assigneecandidates', 403)
		await refuse('user/search', 403)
		expect(idsOf(await search(people.mikaSorrel.id))).toEqual([people.mikaSorrel.id])
	})

	it('says what is wrong where no part of it can be read', async () => {
		await refuse('.', 403)
		await expect(search('quill')).rejects.toMatchObject({ code: 'pod_refused' })
	})

	it('is closed to a role that may not look up', async () => {
		const nobody = { ...officer, role: 'visitor' as never }
		await expect(searchPeople(nobody, { query: 'a', groupId: null })).rejects.toMatchObject({
			code: 'forbidden',
		})
		expect(await arrivals(pod)).toEqual([])
	})
})
