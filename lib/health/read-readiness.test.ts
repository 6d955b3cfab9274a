import { expect, test, vi } from 'vitest'
import { createTestDatabase } from '#lib/db/testing/test-database.ts'
import { startConsolePod } from '#lib/directory/testing/console-pod.ts'

const token = 'a-token-of-the-operators'
const { appUrl } = await createTestDatabase()
const pod = await startConsolePod({ users: 50, groups: 10 })

vi.stubEnv('DATABASE_URL', appUrl)

/** Under another configuration, which a process reads once. */
async function readWith(variables: Record<string, string>) {
	vi.resetModules()
	for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
	return (await import('./read-readiness.ts')).readReadiness
}

const local = { authorization: null, forwardedFor: '127.0.0.1', host: 'localhost' }

test('everybody is told whether the console is ready, and nothing else', async () => {
	const read = await readWith({ OPS_TOKEN: token })
	expect(await read(local)).toEqual({ ready: true })
	expect(
		await read({ authorization: 'Bearer of-somebody-else', forwardedFor: '127.0.0.1', host: 'localhost' }),
	).toEqual({
		ready: true,
	})
	const readLocally = await readWith({ OPS_TOKEN: '' })
	expect(await readLocally({ authorization: null, forwardedFor: '192.0.2.1', host: 'localhost' })).toEqual({
		ready: true,
	})
})

test('whoever bears OPS_TOKEN, or is on this machine where none is set, is told why', async () => {
	const read = await readWith({ OPS_TOKEN: token })
	const told = await read({ authorization: `Bearer ${token}`, forwardedFor: '192.0.2.1', host: 'localhost' })
	expect(told.checks?.map(({ name }) => name)).toEqual(['database', 'migrations', 'record'])
	const readLocally = await readWith({ OPS_TOKEN: '' })
	expect((await readLocally(local)).checks).toHaveLength(3)
})

test('a pod that is away is told of, and takes nothing down', async () => {
	const read = await readWith({ OPS_TOKEN: '' })
	expect(await read(local)).toMatchObject({ pod: { state: 'connected' } })
	await pod.close()
	vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 })
	expect(await read(local)).toMatchObject({
		ready: true,
		pod: { state: 'unreachable', detail: expect.stringMatching(/cannot be reached|breaks/) },
	})
	vi.useRealTimers()
})

test('a key of the service account that cannot be read takes nothing down either', async () => {
	const read = await readWith({ OPS_TOKEN: '' })
	vi.stubEnv('SYMPHONY_BOT_PRIVATE_KEY_PATH', '/nowhere/key.pem')
	const holder = globalThis as unknown as Record<symbol, Map<string, unknown>>
	holder[Symbol.for('scopekeeper.singletons')]?.delete('pod')
	expect(await read(local)).toMatchObject({
		ready: true,
		pod: { detail: expect.stringMatching(/cannot be read/) },
	})
})
