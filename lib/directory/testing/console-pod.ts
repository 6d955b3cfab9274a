import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, vi } from 'vitest'
import type { Actor } from '#lib/auth/session.ts'
import type { RecordedCall } from '#lib/pod/sandbox/calls.ts'
import type { SandboxSettings } from '#lib/pod/sandbox/server.ts'
import { type PodUnderTest, startPodUnderTest } from '#lib/pod/sandbox/testing/pod-under-test.ts'

/** A sandbox pod that this process is configured for, so that `getPod()` leads to it. For one test file. */
export async function startConsolePod(settings: Partial<SandboxSettings> = {}): Promise<PodUnderTest> {
	const pod = await startPodUnderTest({ users: 300, groups: 40, ...settings })
	const folder = mkdtempSync(join(tmpdir(), 'scopekeeper-directory-'))
	const keyPath = join(folder, 'bot-key.pem')
	writeFileSync(keyPath, pod.privateKey, { mode: 0o600 })
	vi.stubEnv('SANDBOX_PORT', new URL(pod.client.url).port)
	vi.stubEnv('SYMPHONY_BOT_PRIVATE_KEY_PATH', keyPath)
	afterAll(async () => {
		await pod.close()
		rmSync(folder, { recursive: true, force: true })
	})
	return pod
}

/** What arrived at the pod, as method and path. */
export async function arrivals(pod: PodUnderTest): Promise<string[]> {
	const calls: RecordedCall[] = await pod.client.calls()
	return calls.map(({ method, target }) => `${method} ${target.split('?')[0]}`)
}

export const actorWith = (role: Actor['role']): Actor => ({
	id: '00000000-0000-4000-8000-000000000001',
	issuer: 'https://login.example.com',
	subject: 'someone',
	name: 'Someone',
	email: null,
	username: null,
	podUserId: null,
	role,
	authenticatedAt: new Date(),
})
