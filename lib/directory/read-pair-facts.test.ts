import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { getPod } from '#lib/pod/connection.ts'
import { landmarkGroups as groups, landmarkPeople as people } from '#lib/pod/sandbox/landmarks.ts'
import type { PodUnderTest } from '#lib/pod/sandbox/testing/pod-under-test.ts'
import { readPairFacts } from './read-pair-facts.ts'
import { startConsolePod } from './testing/console-pod.ts'

let pod: PodUnderTest
beforeAll(async () => {
	pod = await startConsolePod()
})
beforeEach(() => pod.client.reset())

const read = (groupId: string, userId: string) => readPairFacts(getPod(), groupId, userId)
const refuse = (path: string, status = 403) =>
	pod.client.fault({
		method: 'GET',
		path,
		times: 'always',
		fault: { kind: 'status', status, body: { code: status, message: 'no' } },
	})

describe('the facts of a pair', () => {
	it('are its state, group, user, roles, and what else hangs on either', async () => {
		const startedAtMs = Date.now()
		const facts = await read(groups.ratesNewYork.id, people.rowanIdle.id)
		expect(facts).toMatchObject({
			groupId: groups.ratesNewYork.id,
			userId: people.rowanIdle.id,
			pair: { state: 'assigned', assignment: { active: true } },
			group: {
				state: 'found',
				value: { name: 'Rates New York', area: 'AMER', active: true, memberCount: 612 },
			},
			user: { state: 'found', value: { name: 'Rowan Idle', emailAddress: people.rowanIdle.emailAddress } },
			roles: expect.arrayContaining(['COMPLIANCE_OFFICER']),
			otherGroups: { state: 'read', complete: true },
			otherAssignees: { state: 'read', complete: true },
		})
		expect(facts.readAtMs).toBeGreaterThanOrEqual(startedAtMs)
		const namesIn = (list: typeof facts.otherGroups | typeof facts.otherAssignees) =>
			list.state === 'read' ? list.items.map(({ name }) => name).sort() : null
		expect(namesIn(facts.otherGroups)).toEqual(['Credit New York', 'Rates Chicago'])
		expect(namesIn(facts.otherAssignees)).toEqual(expect.arrayContaining(['Lena Brandt', 'Sabine Overland']))
		expect(namesIn(facts.otherAssignees)).not.toContain('Rowan Idle')
	})

	it('tell a group and a user that do not exist from ones that cannot be read', async () => {
		const missing = await read('no-such-group', '42')
		expect(missing).toMatchObject({
			group: { state: 'not_found' },
			user: { state: 'not_found' },
			roles: null,
		})
		await refuse('usergroups/[^/]+$')
		await refuse('v3/users$')
		const hidden = await read(groups.noAssignee.id, people.averyQuill.id)
		expect(hidden).toMatchObject({
			group: { state: 'unreadable', problem: expect.stringContaining('may not read') },
			user: { state: 'unreadable', problem: expect.stringContaining('may not read') },
			pair: { state: 'not_assigned' },
		})
	})

	it('name group and user from their assignments where the pod shows neither by itself', async () => {
		await refuse('usergroups/[^/]+$')
		await refuse('v3/users$')
		expect(await read(groups.ratesNewYork.id, people.rowanIdle.id)).toMatchObject({
			group: {
				state: 'found',
				value: { id: groups.ratesNewYork.id, name: 'Rates New York', memberCount: null },
			},
			user: { state: 'found', value: { id: people.rowanIdle.id, name: 'Rowan Idle' } },
		})
	})

	it('say of each list that it cannot be read, and never take that for an empty one', async () => {
		await refuse('usergroupassignments$')
		await refuse('/assignments$')
		expect(await read(groups.ratesNewYork.id, people.rowanIdle.id)).toMatchObject({
			pair: { state: 'assigned' },
			otherGroups: { state: 'unreadable', problem: expect.any(String) },
			otherAssignees: { state: 'unreadable', problem: expect.any(String) },
		})
	})

	it('are complete about nobody and nothing', async () => {
		expect(await read(groups.noAssignee.id, people.averyQuill.id)).toMatchObject({
			pair: { state: 'not_assigned' },
			otherGroups: { state: 'read', items: [], complete: true },
			otherAssignees: { state: 'read', items: [], complete: true },
		})
	})

	it('are all unreadable, with sentences, when the pod answers nothing; reading them does not fail', async () => {
		await pod.client.fault({ method: 'GET', path: '.', times: 'always', fault: { kind: 'cut-before' } })
		const facts = await read(groups.ratesNewYork.id, people.rowanIdle.id)
		const unreadable = { state: 'unreadable', problem: expect.any(String) }
		expect(facts).toMatchObject({
			pair: unreadable,
			group: unreadable,
			user: unreadable,
			otherGroups: unreadable,
			otherAssignees: unreadable,
			roles: null,
		})
	})
})

describe('a user’s roles', () => {
	const rolesOf = async (groupId: string, userId: string) => {
		const { roles, canBeAssigned } = await read(groupId, userId)
		return { roles, canBeAssigned }
	}
	const officer = expect.arrayContaining(['COMPLIANCE_OFFICER'])

	it('come from any of their assignments', async () => {
		await refuse('assigneecandidates$')
		await refuse('v3/users$')
		expect(await rolesOf(groups.noAssignee.id, people.rowanIdle.id)).toEqual({
			roles: officer,
			canBeAssigned: null,
		})
	})

	it('come from the candidates where the user has no assignment', async () => {
		expect(await rolesOf(groups.noAssignee.id, people.averyQuill.id)).toEqual({
			roles: officer,
			canBeAssigned: true,
		})
		const other = await rolesOf(groups.noAssignee.id, people.notOfficer.id)
		expect(other.canBeAssigned).toBe(false)
		expect(other.roles).not.toContain('COMPLIANCE_OFFICER')
	})

	it('come from the look-up where the pod offers no candidates', async () => {
		await refuse('assigneecandidates$', 404)
		expect(await rolesOf(groups.noAssignee.id, people.averyQuill.id)).toEqual({
			roles: officer,
			canBeAssigned: null,
		})
	})

	it('are unknown, not absent, where nothing gives them', async () => {
		expect(await rolesOf(groups.noAssignee.id, people.sparse.id)).toEqual({
			roles: null,
			canBeAssigned: null,
		})
	})
})
