import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { putAssignment } from '#lib/pod/assignments.ts'
import { getPod } from '#lib/pod/connection.ts'
import { recoverAbandonedChanges } from './resolve.ts'
import type { ChangeState } from './schemas.ts'
import { sendChange } from './send.ts'
import { type ChangeRow, findChange, markSending, settleChange } from './store.ts'
import { intendChange } from './testing/intend-change.ts'
import { letLeaseEnd } from './testing/truth.ts'
import { startWorld, untilState, type World } from './testing/world.ts'

let world: World
let actor: Actor
beforeAll(async () => {
	world = await startWorld({ settleSeconds: 1 })
	actor = await world.person('officer')
})

function crashAfter(step: string, pair: object): Promise<string> {
	const script = join(import.meta.dirname, 'testing', 'crash-at.ts')
	const args = ['--conditions=react-server', script, step, JSON.stringify(actor), JSON.stringify(pair)]
	return new Promise((resolve, reject) => {
		execFile(process.execPath, args, (error, stdout) => {
			if (error && error.signal === 'SIGKILL') resolve(stdout)
			else reject(error ?? new Error('the process was not killed'))
		})
	})
}

const intend = (pair: { groupId: string; userId: string }): Promise<ChangeRow> => intendChange(actor, pair)

describe('a process killed', () => {
	it.each<[string, ChangeState, number]>([
		['intended', 'not_sent', 0],
		['marked', 'not_applied', 0],
		['sent', 'applied', 1],
		['settled', 'applied', 1],
	])(
		'after the step “%s” leaves a change that ends %s, and recovery sends nothing',
		{ timeout: 30_000 },
		async (step, state, calls) => {
			const pair = await world.pair()
			const changeId = await crashAfter(step, pair)
			await letLeaseEnd(world, changeId)
			await recoverAbandonedChanges()
			await untilState(changeId, state)
			expect(await world.puts(pair.groupId, pair.userId)).toHaveLength(calls)
		},
	)

	it('keeps its pair locked until recovery has found out, and no longer', async () => {
		const pair = await world.pair()
		const changeId = await crashAfter('intended', pair)
		await expect(intend(pair)).rejects.toThrow('the intent was not recorded')
		await letLeaseEnd(world, changeId)
		await recoverAbandonedChanges()
		expect(await intend(pair)).toMatchObject({ state: 'pending', ...pair })
	})
})

describe('a process that slept', () => {
	it('past its lease before sending sends nothing', async () => {
		const pair = await world.pair()
		const row = await intend(pair)
		await letLeaseEnd(world, row.id)
		await sendChange(row)
		expect(await world.puts(pair.groupId, pair.userId)).toEqual([])
		await recoverAbandonedChanges()
		await sendChange(row)
		expect(await world.puts(pair.groupId, pair.userId)).toEqual([])
		expect((await findChange(row.id))?.state).toBe('not_sent')
	})

	it.each([
		['stopped', performance],
		['suspended with its machine', Date],
	])('%s between the mark and the sending sends nothing, and says so', async (_how, clock) => {
		const pair = await world.pair()
		const row = await intend(pair)
		let nowMs = clock.now()
		const asleep = vi.spyOn(clock, 'now').mockImplementation(() => {
			nowMs += 6_000
			return nowMs
		})
		await sendChange(row).finally(() => asleep.mockRestore())
		expect(await world.puts(pair.groupId, pair.userId)).toEqual([])
		const settled = await findChange(row.id)
		expect(settled).toMatchObject({
			state: 'not_sent',
			problem: { message: expect.stringContaining('held up') },
		})
	})

	it('after sending still records what the pod answered, over “unknown” and over “not applied”', async () => {
		for (const seen of ['unknown', 'not_applied'] as const) {
			const pair = await world.pair()
			const row = await intend(pair)
			await markSending(row)
			await letLeaseEnd(world, row.id)
			await recoverAbandonedChanges()
			if (seen === 'not_applied') await untilState(row.id, 'not_applied')
			const outcome = await putAssignment(getPod(), { ...pair, active: true })
			if (outcome.kind !== 'applied') throw new Error(`the pod answered ${outcome.kind}`)
			const settlement = {
				state: 'applied',
				confirmedBy: 'response',
				assignment: outcome.assignment,
			} as const
			expect(await settleChange(row, settlement, 1)).toBe(true)
			expect((await findChange(row.id))?.state).toBe('applied')
		}
	})

	it('cannot undo a known outcome', async () => {
		const pair = await world.pair()
		const row = await intend(pair)
		await sendChange(row)
		expect((await findChange(row.id))?.state).toBe('applied')
		for (const state of ['refused', 'not_sent', 'unknown', 'not_applied'] as const) {
			expect(await settleChange(row, { state }, 1)).toBe(false)
		}
	})

	it('sends once, however many processes hold the same change', async () => {
		const pair = await world.pair()
		const row = await intend(pair)
		await Promise.all([sendChange(row), sendChange(row), sendChange(row)])
		expect(await world.puts(pair.groupId, pair.userId)).toHaveLength(1)
	})
})
