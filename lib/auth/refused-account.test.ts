import { expect, it, vi } from 'vitest'
import { noteRefused, readRefused } from './refused-account.ts'

const jar = vi.hoisted(() => new Map<string, string>())
vi.mock('next/headers', () => ({
	cookies: async () => ({
		get: (name: string) => ({ value: jar.get(name) }),
		set: (name: string, value: string) => jar.set(name, value),
	}),
}))
vi.stubEnv('NEXTAUTH_SECRET', 'for-one-test-run-only-0123456789')

const account = (name: string, email: string | null) => ({
	issuer: 'https://login.example.com',
	subject: 's-1',
	name,
	email,
	username: null,
	podUserId: null,
	role: null,
})

it('whoever is not let in is named on the next page, in a cookie that every browser keeps', async () => {
	await noteRefused(account('Nobody Here', 'nobody.here@example.com'))
	expect(await readRefused()).toBe('Nobody Here (nobody.here@example.com)')
	const long = '長'.repeat(8000)
	for (const [name, email] of [
		[long, null],
		[long, 'a@example.com'],
		['Nobody Here', long],
	] as const) {
		await noteRefused(account(name, email))
		expect([...jar].join('=').length).toBeLessThan(2000)
		expect(await readRefused()).toContain(name.slice(0, 11))
	}
	await noteRefused(account(long, 'a@example.com'))
	expect(await readRefused()).toContain('(a@example.com)')
})
