import { beforeEach, expect, it, vi } from 'vitest'
import { log } from '#lib/log.ts'
import { signOutAction } from './actions.ts'

const came = vi.hoisted(() => ({ headers: new Headers(), dropped: [] as string[] }))
vi.mock('next/headers', () => ({
	headers: async () => came.headers,
	cookies: async () => ({ get: () => undefined, set: (name: string) => came.dropped.push(name) }),
}))
vi.mock('next/navigation', () => ({
	unstable_rethrow: () => {},
	redirect: (path: string) => {
		throw new Error(`led to ${path}`)
	},
}))
const told = vi.spyOn(log(), 'info').mockReturnValue()
beforeEach(() => {
	came.dropped = []
	told.mockClear()
})

const leaveFrom = (origin: string) => {
	came.headers = new Headers({ host: 'localhost:3000', origin })
	return signOutAction()
}
const line = (outcome: string, word: string) => [
	expect.objectContaining({ verb: 'session.sign_out', outcome }),
	word,
]

it('a sign-out by a page of the console is done, and in the log as every action', async () => {
	await expect(leaveFrom('http://localhost:3000')).rejects.toThrow('led to /sign-in?signedOut=1')
	expect(came.dropped).toEqual(['next-auth.session-token'])
	expect(told.mock.calls).toContainEqual(line('ok', 'performed'))
})

it('a sign-out by another site’s page is refused, and the person stays where they are', async () => {
	await expect(leaveFrom('https://evil.example')).rejects.toThrow(/^led to \/sign-in$/)
	expect(came.dropped).toEqual([])
	expect(told.mock.calls).toContainEqual(line('forbidden', 'refused'))
})
