import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { repeat, untilDone } from './repeat.ts'

beforeEach(() => {
	vi.useFakeTimers()
})
afterEach(() => {
	vi.useRealTimers()
})

/** As new, because a process stops once. */
async function newProcess() {
	Reflect.deleteProperty(globalThis, Symbol.for('scopekeeper.singletons'))
	return import('./stopping.ts')
}

const answered = Promise.resolve()

it('a stop waits for the turn that runs, and no other turn begins, whatever is left to do', async () => {
	const { stopWorking, isStopping } = await newProcess()
	let turns = 0
	let finish = () => {}
	const loop = repeat('a test', 1_000, () => {
		turns += 1
		return new Promise<void>((resolve) => {
			finish = resolve
		})
	})
	let stopped = false
	const stopping = stopWorking(answered).then(() => {
		stopped = true
	})
	expect(isStopping()).toBe(true)
	await vi.advanceTimersByTimeAsync(60_000)
	expect({ turns, stopped }).toEqual({ turns: 1, stopped: false })
	finish()
	await Promise.all([loop, stopping])
	await vi.advanceTimersByTimeAsync(60_000)
	expect(turns).toBe(1)
})

it('a loop that pauses ends at once', async () => {
	const { stopWorking } = await newProcess()
	const loops = [
		repeat('a test', 3_600_000, async () => {}),
		untilDone('a test', 3_600_000, async () => {
			throw new Error('never')
		}),
	]
	await vi.advanceTimersByTimeAsync(1)
	await Promise.all([...loops, stopWorking(answered)])
})

it('what ends may begin a last step, and is closed after it and after every answer, though one closing fails', async () => {
	const { stopWorking, finishBeforeStop, closeAtStop } = await newProcess()
	const order: string[] = []
	const say = (what: string) => order.push(what)
	const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
	closeAtStop(() => Promise.reject(new Error('gone already')))
	closeAtStop(async () => say('closed'))
	void finishBeforeStop(
		after(10).then(() => {
			say('sent')
			void finishBeforeStop(after(10).then(() => say('recorded')))
		}),
	)
	void finishBeforeStop(after(5).then(() => Promise.reject(new Error('failed')))).catch(() => say('failed'))
	const stopping = stopWorking(after(30).then(() => say('answered')))
	await vi.advanceTimersByTimeAsync(100)
	await stopping
	expect(order).toEqual(['failed', 'sent', 'recorded', 'answered', 'closed'])
})
