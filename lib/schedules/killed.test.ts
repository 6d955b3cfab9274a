import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { recoverAbandonedChanges, resolveDueChanges } from '#lib/changes/resolve.ts'
import type { ScheduleRow } from '#lib/changes/schedule-store.ts'
import { letLeaseEnd } from '#lib/changes/testing/truth.ts'
import { startWorld, type World } from '#lib/changes/testing/world.ts'
import { expireDue } from './expire.ts'
import { endingNow, letTryCome, readEnd, stateOnPod } from './testing/set-end.ts'

let world: World
let asker: Actor
beforeAll(async () => {
	world = await startWorld({ settleSeconds: 1 })
	asker = await world.person('support')
})

function crashAfter(step: string): Promise<void> {
	const script = join(import.meta.dirname, 'testing', 'crash-at.ts')
	return new Promise((resolve, reject) => {
		execFile(process.execPath, ['--conditions=react-server', script, step], (error) => {
			if (error && error.signal === 'SIGKILL') resolve()
			else reject(error ?? new Error('the process was not killed'))
		})
	})
}

/** What the processes that are left do, as time goes by. */
async function untilEnded({ id }: ScheduleRow): Promise<void> {
	await vi.waitFor(
		async () => {
			const { changeId } = await readEnd(id)
			if (changeId) await letLeaseEnd(world, changeId)
			await recoverAbandonedChanges()
			await resolveDueChanges()
			await letTryCome(world, id)
			await expireDue()
			const { state } = await readEnd(id)
			if (state !== 'ended') throw new Error(`the end is ${state}`)
		},
		{ timeout: 30_000, interval: 200 },
	)
}

describe('a process killed while it carries an end out', () => {
	it.each<[string, number]>([
		['claimed', 0],
		['intended', 0],
		['marked', 0],
		['sent', 1],
		['settled', 1],
	])(
		'after the step “%s”, with %i of its PUTs at the pod, leaves it to others, who send one in all',
		{ timeout: 60_000 },
		async (step, sentByIt) => {
			const end = await endingNow(world, asker)
			const unassignments = async () => {
				const puts = await world.puts(end.groupId, end.userId)
				return puts.filter(({ body }) => body.includes('false')).length
			}
			await crashAfter(step)
			expect(await unassignments()).toBe(sentByIt)
			await untilEnded(end)
			expect(await unassignments()).toBe(1)
			expect(await stateOnPod(end)).toBe('not_assigned')
		},
	)

	it('keeps it from nobody once its turn is over, and from everybody until then', async () => {
		const end = await endingNow(world, asker)
		await crashAfter('claimed')
		await expireDue()
		expect(await readEnd(end.id)).toMatchObject({ state: 'set', attempts: 0 })
		await letTryCome(world, end.id)
		await expireDue()
		expect(await readEnd(end.id)).toMatchObject({ state: 'ended' })
	})
})
