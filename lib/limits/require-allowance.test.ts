import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { getDatabase } from '#lib/db/client.ts'
import { createTestDatabase } from '#lib/db/testing/test-database.ts'
import { requireAllowance, waitOrPass } from './require-allowance.ts'

beforeAll(async () => {
	const database = await createTestDatabase()
	vi.stubEnv('DATABASE_URL', database.appUrl)
	vi.stubEnv('RATE_LIMIT_PERCENT', '25')
	return () => getDatabase().$client.end()
})
afterEach(() => void vi.useRealTimers())

it('a verb is refused with the seconds to wait once its person has none left, and others are not', async () => {
	// A quarter of twelve.
	for (let turn = 0; turn < 3; turn++) await requireAllowance('heavy', { id: 'one' })
	await expect(requireAllowance('heavy', { id: 'one' })).rejects.toMatchObject({
		code: 'too_many_requests',
		message: expect.stringMatching(/Wait \d+ seconds? and try again\.$/),
		retryAfterS: expect.any(Number),
	})
	await requireAllowance('heavy', { id: 'other' })
	await requireAllowance('write', { id: 'one' })
})

it('a limit that cannot be asked lets pass, also where it never answers', async () => {
	expect(await waitOrPass(() => Promise.reject(new Error('no database')))).toBe(0)
	vi.useFakeTimers()
	const passed = waitOrPass(() => new Promise<never>(() => {}))
	await vi.advanceTimersByTimeAsync(1_000)
	expect(await passed).toBe(0)
	expect(vi.getTimerCount()).toBe(0)
})
