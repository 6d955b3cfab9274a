import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, vi } from 'vitest'
import { type Actor, findActor, openSession } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { createTestDatabase, type TestDatabase } from '#lib/db/testing/test-database.ts'
import { getPod } from '#lib/pod/connection.ts'
import { listGroups } from '#lib/pod/groups.ts'
import type { Group } from '#lib/pod/model.ts'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import { startSandboxPod } from '#lib/pod/sandbox/server.ts'
import { resolveDueChanges } from '../resolve.ts'
import { type ChangeForm, type ChangeState, warningCodes } from '../schemas.ts'
import { findChange } from '../store.ts'

/** What arrived at the sandbox pod. */
export interface PodCall {
	/** ISO 8601. */
	at: string
	method: string
	target: string
	body: string
	status: number | null
	/** `null` where it changed nothing. */
	effect: { at: string; number: number } | null
}

export interface World {
	database: TestDatabase
	podUrl: string
	stopPod(): Promise<void>
	/** Someone new, signed in. */
	person(role: Actor['role'], details?: Partial<Actor>): Promise<Actor>
	/** A pair that is not assigned and was never heard of, each time another: 50 in all of 60 groups. */
	pair(): Promise<{ groupId: string; userId: string }>
	/** Breaks the PUT of a pair: `times` (or "always") the fault, then as ever. */
	breakPut(groupId: string, userId: string, fault: object, times?: number | 'always'): Promise<void>
	/** Any fault, as `POST /sandbox/faults` takes it. */
	breakPod(fault: object): Promise<void>
	/** The faults that wait for a call. */
	faults(): Promise<unknown[]>
	/** All that arrived. */
	calls(): Promise<PodCall[]>
	/** The PUTs that arrived for a pair. */
	puts(groupId: string, userId: string): Promise<PodCall[]>
}

/** A console's surroundings for one test file: its own database, its own pod, this process's configuration. */
export async function startWorld(
	settings: { settleSeconds?: number; groups?: number; approvals?: 'direct' | 'second' | 'two' } = {},
): Promise<World> {
	const database = await createTestDatabase()
	const { privateKey, publicKey } = generateKeyPairSync('rsa', {
		modulusLength: 2048,
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	})
	const folder = mkdtempSync(join(tmpdir(), 'scopekeeper-world-'))
	const keyPath = join(folder, 'bot-key.pem')
	writeFileSync(keyPath, privateKey, { mode: 0o600 })
	const pod = await startSandboxPod({
		port: 0,
		users: 2000,
		groups: settings.groups ?? 60,
		latencyMs: 0,
		dataDir: null,
		publicKeyPem: publicKey,
	})
	vi.stubEnv('DATABASE_URL', database.appUrl)
	vi.stubEnv('SANDBOX_PORT', String(pod.port))
	vi.stubEnv('SYMPHONY_BOT_PRIVATE_KEY_PATH', keyPath)
	vi.stubEnv('APPROVALS', settings.approvals)
	vi.stubEnv('SYMPHONY_SETTLE_SECONDS', String(settings.settleSeconds ?? 1))
	afterAll(async () => {
		await Promise.all([pod.close(), getDatabase().$client.end()])
		rmSync(folder, { recursive: true, force: true })
	})
	return {
		database,
		podUrl: pod.url,
		stopPod: () => pod.close(),
		person,
		pair: freshPairs(),
		breakPut: (groupId, userId, fault, times = 1) =>
			post(pod.url, '/sandbox/faults', { method: 'PUT', path: pathOf(groupId, userId), times, fault }),
		breakPod: (fault) => post(pod.url, '/sandbox/faults', fault),
		faults: async () => (await (await fetch(`${pod.url}/sandbox/faults`)).json()) as unknown[],
		calls: () => readCalls(pod.url),
		puts: async (groupId, userId) => {
			const calls = await readCalls(pod.url, '?method=PUT')
			return calls.filter(({ target }) => target === pathOf(groupId, userId))
		},
	}
}

const pathOf = (groupId: string, userId: string) =>
	`/pod/v2/admin/usergroups/${encodeURIComponent(groupId)}/assignments/${userId}`

async function readCalls(url: string, query = ''): Promise<PodCall[]> {
	return (await (await fetch(`${url}/sandbox/calls${query}`)).json()) as PodCall[]
}

async function post(url: string, path: string, body: object): Promise<void> {
	const response = await fetch(url + path, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	})
	if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
}

async function person(role: Actor['role'], details: Partial<Actor> = {}): Promise<Actor> {
	const subject = randomUUID()
	const sessionId = await openSession({
		issuer: 'sandbox',
		subject,
		name: `Person ${subject.slice(0, 4)}`,
		email: `${subject}@example.com`,
		username: subject,
		podUserId: null,
		role,
		...details,
	})
	const actor = await findActor(sessionId)
	if (!actor) throw new Error('the person who just signed in is not there')
	return actor
}

/** Hands out active groups that nobody was told to expect anything of, each with an officer who holds none. */
function freshPairs(): () => Promise<{ groupId: string; userId: string }> {
	const known = new Set<string>(Object.values(landmarkGroups).map(({ id }) => id))
	let left: Promise<Group[]> | undefined
	return async () => {
		left ??= listGroups(getPod()).then(({ items }) =>
			items.filter(({ id, active }) => active && !known.has(id)),
		)
		const group = (await left).pop()
		if (!group) throw new Error('the sandbox pod has no more groups to give')
		return { groupId: group.id, userId: landmarkPeople.averyQuill.id }
	}
}

/** A filled form; every warning counts as seen. */
export function formFor(groupId: string, userId: string, more: Partial<ChangeForm> = {}): ChangeForm {
	return {
		operationId: randomUUID(),
		groupId,
		userId,
		active: true,
		reason: 'Covers the desk while the lead officer is away.',
		ticket: '',
		confirmation: '',
		shownWarnings: [...warningCodes],
		...more,
	}
}

/** Reads back, as the background does, until the change has come to one of these states. */
export async function untilState(changeId: string, ...states: ChangeState[]): Promise<void> {
	await vi.waitFor(
		async () => {
			await resolveDueChanges()
			const change = await findChange(changeId)
			if (!change || !states.includes(change.state)) throw new Error(`the change is ${change?.state}`)
		},
		{ timeout: 20_000, interval: 100 },
	)
}
