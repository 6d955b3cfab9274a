import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { landmarkGroups } from '#lib/pod/sandbox/landmarks.ts'
import type { PodUnderTest } from '#lib/pod/sandbox/testing/pod-under-test.ts'
import { searchGroups } from './search-groups.ts'
import { actorWith, arrivals, startConsolePod } from './testing/console-pod.ts'

const officer = actorWith('officer')
const listing = 'GET /pod/v2/admin/usergroups'

let pod: PodUnderTest
beforeAll(async () => {
	pod = await startConsolePod()
})
afterEach(() => {
	vi.useRealTimers()
})

const listings = async () => (await arrivals(pod)).filter((arrival) => arrival === listing).length

function letMinutesPass(minutes: number): void {
	const now = Date.now()
	vi.useFakeTimers({ toFake: ['Date'], now: now + minutes * 60_000 })
}

describe('the search for groups', () => {
	// First of all: no list has been read yet.
	it('says that the pod could not be read where no list ever was', async () => {
		await pod.client.fault({ path: 'usergroups$', fault: { kind: 'html', status: 200 } })
		await expect(searchGroups(officer, 'rates')).rejects.toMatchObject({ code: 'pod_unclear' })
	})

	it('reads the list once for any number of searches, and tells its age', async () => {
		const before = await listings()
		const searches = await Promise.all(Array.from({ length: 20 }, () => searchGroups(officer, 'london')))
		await searchGroups(officer, 'rates')
		expect(await listings()).toBe(before + 1)
		expect(new Set(searches.map(({ readAt }) => readAt)).size).toBe(1)
		expect(Date.parse(searches[0]?.readAt ?? '')).toBeLessThanOrEqual(Date.now())
	})

	it('finds by name, area and ID, best match first, with the facts of a group', async () => {
		const { equitiesLondon, global } = landmarkGroups
		const byName = await searchGroups(officer, 'equities lon')
		expect(byName.groups[0]).toEqual({
			id: equitiesLondon.id,
			name: 'Equities London',
			area: 'EMEA',
			active: true,
			memberCount: 1204,
			assigneeCount: 3,
			isGlobal: false,
		})
		expect((await searchGroups(officer, equitiesLondon.id)).groups.map(({ id }) => id)).toEqual([
			equitiesLondon.id,
		])
		expect((await searchGroups(officer, 'Global')).groups[0]).toMatchObject({ id: global.id, isGlobal: true })
		expect((await searchGroups(officer, 'Worldwide')).groups.map(({ id }) => id)).toContain(global.id)
	})

	it('shows twenty at most, and how many there are', async () => {
		const { groups, total } = await searchGroups(officer, '')
		expect({ shown: groups.length, total }).toEqual({ shown: 20, total: 40 })
	})

	it.each(['officer', 'administrator', 'support', 'auditor'] as const)(
		'is open to the role %s',
		async (role) => {
			expect((await searchGroups(actorWith(role), 'rates')).total).toBeGreaterThan(0)
		},
	)

	it('is closed to a role that may not look up', async () => {
		const nobody = { ...officer, role: 'visitor' as never }
		await expect(searchGroups(nobody, 'rates')).rejects.toMatchObject({ code: 'forbidden' })
	})

	it('answers from the old list while it refreshes it in the background, one load at a time', async () => {
		const { readAt } = await searchGroups(officer, '')
		const before = await listings()
		letMinutesPass(2)
		const searches = await Promise.all(Array.from({ length: 20 }, () => searchGroups(officer, '')))
		expect(searches.map((search) => search.readAt)).toEqual(Array(20).fill(readAt))
		await vi.waitFor(async () => expect((await searchGroups(officer, '')).readAt).not.toBe(readAt))
		expect(await listings()).toBe(before + 1)
	})

	it('keeps the old list while the pod is away, and says how old it is', async () => {
		const { readAt } = await searchGroups(officer, '')
		const before = await listings()
		await pod.client.fault({ path: 'usergroups$', times: 'always', fault: { kind: 'html', status: 403 } })
		letMinutesPass(10)
		expect((await searchGroups(officer, 'rates')).readAt).toBe(readAt)
		await vi.waitFor(async () => expect(await listings()).toBe(before + 1))
		expect((await searchGroups(officer, 'rates')).readAt).toBe(readAt)
		expect(await listings()).toBe(before + 1)
	})
})
