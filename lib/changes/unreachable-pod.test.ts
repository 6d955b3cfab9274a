import { eq } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { entries } from '#lib/db/record-schema.ts'
import { createPodClient, type PodClient } from '#lib/pod/client.ts'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import { processSingleton } from '#lib/process-singleton.ts'
import { freePort } from '../../scripts/launch/ports.ts'
import { applyChange } from './apply.ts'
import { formFor, startWorld, type World } from './testing/world.ts'

/** A pod that cannot be reached at all: the person reads that nothing was sent, and why. */

const world: World = await startWorld()
const actor: Actor = await world.person('officer')
const userId = landmarkPeople.averyQuill.id

let address = ''
let credentials: Parameters<typeof createPodClient>[0]['credentials'] = { kind: 'token', token: 'ready-made' }
const clientNow = (): PodClient =>
	createPodClient({
		podUrl: `${address}/pod`,
		loginUrl: `${address}/login`,
		credentials,
		groupType: 'ROLE_SCOPE',
		globalGroupId: null,
	})
// The process's one client, as it would be with another configuration each time.
processSingleton<PodClient>('pod', () => ({
	groupType: 'ROLE_SCOPE',
	globalGroupId: null,
	read: (request) => clientNow().read(request),
	write: (request) => clientNow().write(request),
	health: () => clientNow().health(),
}))

beforeEach(() => {
	credentials = { kind: 'token', token: 'ready-made' }
})

it.each([
	['name is not known', () => 'https://pod.invalid', /name cannot be resolved/],
	['port refuses the connection', async () => `http://127.0.0.1:${await freePort()}`, /could not be reached/],
	[
		'certificate is not accepted',
		() => world.podUrl.replace('http:', 'https:'),
		/certificate was not accepted/,
	],
	['login is refused', () => world.podUrl, /refused the console’s login|refused the console’s session/],
])('whose %s: nothing was sent, and the record says why', { timeout: 30_000 }, async (what, at, sentence) => {
	address = await at()
	if (what === 'login is refused') credentials = await strangerKey()
	const groupId = landmarkGroups.primeServices.id
	const { change } = await applyChange(actor, formFor(groupId, userId))
	expect(change).toMatchObject({ state: 'not_sent', sent: true, assignment: null })
	expect(change.problem?.message).toMatch(/^Nothing was sent/)
	expect(change.problem?.message).toMatch(sentence)
	expect(await world.puts(groupId, userId)).toEqual([])
	const recorded = await world.database.db
		.select({ action: entries.action, details: entries.details })
		.from(entries)
		.where(eq(entries.changeId, change.id))
		.orderBy(entries.seq)
	expect(recorded.map(({ action }) => action)).toEqual(['change.intended', 'change.not_sent'])
	expect(recorded[1]?.details).toContain('Nothing was sent')
})

/** A service account's key that the pod has never heard of. */
async function strangerKey() {
	const { generateKeyPairSync } = await import('node:crypto')
	const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
	const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
	return { kind: 'key', username: 'scopekeeper-bot', privateKeyPem } as const
}
