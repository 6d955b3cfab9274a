import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { repeat, untilDone } from './repeat.ts'

beforeEach(() => {
	vi.useFakeTimers()
})
afterEach(() => {
	vi.useRealTimers()
})

it('what is repeated goes on after a failure, with a pause after each turn', async () => {
	let turns = 0
	void repeat('a test', 1_000, async () => {
		turns += 1
		if (turns === 2) throw new Error('once')
	})
	await vi.advanceTimersByTimeAsync(999)
	expect(turns).toBe(1)
	await vi.advanceTimersByTimeAsync(2_001)
	expect(turns).toBe(4)
})

it('what must be done once is tried until it works, and then left', async () => {
	let turns = 0
	const done = untilDone('a test', 1_000, async () => {
		turns += 1
		if (turns < 3) throw new Error('not yet')
	})
	await vi.advanceTimersByTimeAsync(10_000)
	await done
	expect(turns).toBe(3)
})
