import { beforeAll, expect, it } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import type { ScheduleRow } from '#lib/changes/schedule-store.ts'
import { startWorld, type World } from '#lib/changes/testing/world.ts'
import { expireDue } from './expire.ts'
import { listEnding } from './list.ts'
import { assignOnPod, endingNow, setEnd, unassignOnPod } from './testing/set-end.ts'

let world: World
let asker: Actor
let other: Actor
let ends: Record<'stopped' | 'late' | 'soon' | 'ofOther' | 'far', ScheduleRow>

const inDays = (days: number) => ({ endsAt: new Date(Date.now() + days * 86_400_000) })

beforeAll(async () => {
	world = await startWorld()
	asker = await world.person('support')
	other = await world.person('support')
	const stopped = await endingNow(world, asker)
	await unassignOnPod(stopped)
	await assignOnPod(stopped)
	await expireDue()
	ends = {
		stopped,
		far: await setEnd(asker, await world.pair(), inDays(8)),
		soon: await setEnd(asker, await world.pair(), inDays(6)),
		ofOther: await setEnd(other, await world.pair(), inDays(3)),
		late: await setEnd(asker, await world.pair(), inDays(-0.001)),
	}
})

const idsFor = async (actor: Actor) => (await listEnding(actor)).map(({ id }) => id)

it('whoever reads all requests sees all ends that come soon, what stopped or is late first', async () => {
	for (const role of ['officer', 'administrator', 'auditor'] as const) {
		const { stopped, late, ofOther, soon } = ends
		const ids = await idsFor(await world.person(role))
		expect(ids).toEqual([...[stopped, late].map(({ id }) => id).toSorted(byEnd), ofOther.id, soon.id])
	}
})

const byEnd = (one: string, another: string) => endOf(one) - endOf(another)
const endOf = (id: string) =>
	Object.values(ends)
		.find((end) => end.id === id)
		?.endsAt.getTime() ?? 0

it('support staff see the ends of their own requests alone', async () => {
	expect(await idsFor(other)).toEqual([ends.ofOther.id])
	expect((await idsFor(asker)).toSorted()).toEqual([ends.stopped.id, ends.late.id, ends.soon.id].toSorted())
})

it('an end says that it is late, or why it stopped, and offers what the viewer may do', async () => {
	const offered = async (actor: Actor) => {
		const views = await listEnding(actor)
		return Object.fromEntries(
			Object.entries(ends).map(([name, { id }]) => [name, views.find((view) => view.id === id)]),
		)
	}
	const toOfficer = await offered(await world.person('officer'))
	expect(toOfficer.stopped).toMatchObject({
		state: 'stopped',
		isLate: false,
		problem: expect.stringContaining('anew elsewhere'),
		offers: ['extend', 'drop'],
	})
	expect(toOfficer.late).toMatchObject({ isLate: true, offers: ['extend'] })
	expect(toOfficer.soon).toMatchObject({ isLate: false, letEnd: null, offers: ['extend', 'let_end'] })
	const toAsker = await offered(asker)
	expect(toAsker.stopped?.offers).toEqual(['extend'])
	expect(toAsker.soon?.offers).toEqual(['extend', 'let_end'])
	expect((await offered(await world.person('auditor'))).soon?.offers).toEqual([])
})
