import { afterAll, expect, it } from 'vitest'
import { installBrokenSteps, type Step, steps } from '#lib/db/testing/broken-steps.ts'
import { AppError } from '#lib/errors.ts'
import { applyChange } from './apply.ts'
import { recoverAbandonedChanges } from './resolve.ts'
import { findChange } from './store.ts'
import { intendChange } from './testing/intend-change.ts'
import { expectSoundTree, expectTruth, expectUnlocked, letLeaseEnd, untilOutcome } from './testing/truth.ts'
import { formFor, startWorld } from './testing/world.ts'

/** A database that answers, and says that it cannot: at each step that a change takes in it. */

const world = await startWorld({ groups: 120 })
const actor = await world.person('officer')
const broken = await installBrokenSteps(world.database.ownerDb)

const errors = [
	['a full disk', '53100'],
	['too many connections', '53300'],
	['a deadlock', '40P01'],
	['a serialization failure', '40001'],
	['a server that is read only', '25006'],
	['an administrator’s shutdown', '57P01'],
	['a right taken away', '42501'],
	['a damaged index', 'XX002'],
] as const

const cases = errors.flatMap(([what, sqlState]) => steps.map((step) => ({ what, sqlState, step })))
const beforeTheIntent: readonly Step[] = ['insert', 'append']

afterAll(() => expectSoundTree(world))

it.concurrent.for(cases)(
	'$what at the step “$step”: nothing is sent that is not in the record, and the outcome is the truth',
	async ({ sqlState, step }) => {
		const { groupId, userId } = await world.pair()
		await broken.break(groupId, step, sqlState)
		const form = formFor(groupId, userId)
		const answer = await applyChange(actor, form).catch((error: unknown) => error)
		expect(await broken.hasFailed(groupId)).toBe(true)
		const puts = await world.puts(groupId, userId)
		if (beforeTheIntent.includes(step)) {
			expect(answer).toBeInstanceOf(AppError)
			expect(String(answer)).toContain('nothing was sent')
			expect(puts).toEqual([])
		} else if (step === 'mark') {
			expect(answer).toMatchObject({
				change: { state: 'not_sent', problem: { message: expect.stringMatching(/^Nothing was sent/) } },
			})
			expect(puts).toEqual([])
		} else {
			expect(answer).toMatchObject({ change: { state: 'pending', sent: true } })
			expect(puts).toHaveLength(1)
		}
		await broken.mend(groupId)
		const change = await untilOutcome(world, form)
		await expectTruth(world, form, change)
		expect(change?.state).toBe(
			{ insert: undefined, append: undefined, mark: 'not_sent', settle: 'applied' }[step],
		)
		await expectUnlocked(world, actor, form)
	},
)

it('a change that cannot be recovered keeps no other from it', async () => {
	const stuck = await intendChange(actor, await world.pair())
	const other = await intendChange(actor, await world.pair())
	for (const { id } of [stuck, other]) await letLeaseEnd(world, id)
	await broken.break(stuck.groupId, 'settle', '53100')
	await recoverAbandonedChanges()
	expect((await findChange(stuck.id))?.state).toBe('pending')
	expect((await findChange(other.id))?.state).toBe('not_sent')
	await broken.mend(stuck.groupId)
	await recoverAbandonedChanges()
	expect((await findChange(stuck.id))?.state).toBe('not_sent')
})
