import { expect, it } from 'vitest'
import { startWorld } from '#lib/changes/testing/world.ts'
import { approveRequest } from './approve.ts'
import { fileRequest } from './file.ts'
import { rejectRequest } from './reject.ts'
import { approvalFor, requestFor } from './testing/forms.ts'

const world = await startWorld({ groups: 60 })
const asker = await world.person('support')
const officers = await Promise.all([world.person('officer'), world.person('officer')])
const [one, other] = officers
if (!one || !other) throw new Error('two officers are needed')

const races = 1_000
const lanes = 20

it(`of two officers who decide in the same second, ${races.toLocaleString('en')} times over, one decides, and at most one PUT is sent`, async () => {
	const lane = async (index: number) => {
		const pair = await world.pair()
		let isAssigned = false
		for (let race = index; race < races; race += lanes) {
			const kind = isAssigned ? 'unassign' : 'assign'
			const shownState = isAssigned ? 'assigned' : 'not_assigned'
			const request = await fileRequest(asker, requestFor(pair, { kind }))
			const approve = async (officer: typeof one) =>
				approveRequest(officer, await approvalFor(officer, request, { shownState }))
			const { id: requestId, version } = request
			const decide = [
				() => approve(one),
				() =>
					race % 3 === 0
						? rejectRequest(other, { requestId, version, note: 'The desk is covered.' })
						: approve(other),
			]
			const before = (await world.puts(pair.groupId, pair.userId)).length
			const outcomes = await Promise.allSettled(decide.map((perform) => perform()))
			const won = outcomes.filter(({ status }) => status === 'fulfilled')
			const lost = outcomes.filter((outcome) => outcome.status === 'rejected')
			expect(won).toHaveLength(1)
			expect(lost.map(({ reason }) => reason.code)).toEqual(['conflict'])
			const state = won[0]?.status === 'fulfilled' ? won[0].value.state : null
			const sent = (await world.puts(pair.groupId, pair.userId)).length - before
			expect({ state, sent }).toEqual(
				state === 'rejected' ? { state, sent: 0 } : { state: 'applied', sent: 1 },
			)
			if (state === 'applied') isAssigned = !isAssigned
		}
	}
	await Promise.all(Array.from({ length: lanes }, (_, index) => lane(index)))
}, 240_000)
