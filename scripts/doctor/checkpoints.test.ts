import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '#lib/db/testing/test-database.ts'
import type { KnownSettings } from '#lib/env-inspection.ts'
import { formatVerifierKey } from '#lib/ledger/checkpoint.ts'
import { checkpointChecks } from './checkpoints.ts'
import { outcomesOf } from './testing/found.ts'

const [database, unsigned] = [await createTestDatabase(), await createTestDatabase()]
const folder = mkdtempSync(join(tmpdir(), 'scopekeeper-doctor-'))
afterAll(() => rmSync(folder, { recursive: true }))

function newKey(name: string) {
	const { privateKey } = generateKeyPairSync('ed25519')
	const path = join(folder, name)
	writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
	return { path, privateKey }
}

const origin = 'audit.acme.com/scopekeeper'
const own = newKey('own.pem')

const replaced = newKey('replaced.pem')

beforeAll(async () => {
	const keys = [replaced, own].map(({ privateKey }) => formatVerifierKey({ name: origin, privateKey }))
	for (const [age, key] of keys.toReversed().entries()) {
		await database.ownerDb.execute(
			sql`insert into checkpoint_keys (verifier_key, first_used_at) values (${key}, now() - ${age} * interval '1 hour')`,
		)
	}
})

type Settings = NonNullable<KnownSettings['checkpoint']>

const look = (settings: Partial<Settings> = {}, url: string | null = database.appUrl, isTrial = false) =>
	outcomesOf(
		checkpointChecks({ origin, keyPath: own.path, file: null, url: null, ...settings }, url, isTrial),
	)

describe('a record', () => {
	test('that was signed under this name with this key is told so', async () => {
		expect(await look()).toMatchObject({
			key: expect.stringMatching(/^ok: .*holds an Ed25519 key/),
			record: `ok: The record is signed as “${origin}” with this key.`,
		})
	})

	test('that was signed under another name is told', async () => {
		expect((await look({ origin: 'another.name' })).record).toMatch(
			/^wrong: This record is signed under the name “audit\.acme\.com\/scopekeeper”, and CHECKPOINT_ORIGIN says “another\.name”/,
		)
	})

	test('that was signed with another key, or would be signed with a new one, is told', async () => {
		expect((await look({ keyPath: newKey('other.pem').path })).record).toMatch(
			/^warning: .*with another key than this one/,
		)
		const missing = await look({ keyPath: join(folder, 'not-yet.pem') })
		expect(missing.key).toMatch(/^warning: The first start makes/)
		expect(missing.record).toMatch(/^warning: .*than the one that would be made/)
	})

	test('whose key was replaced by a newer one is told', async () => {
		expect((await look({ keyPath: replaced.path })).record).toMatch(/^wrong: .*signed by a newer key by now/)
	})

	test('that is not signed yet, or cannot be read, is told so', async () => {
		expect((await look({}, unsigned.appUrl)).record).toBe('ok: The record is not signed yet.')
		expect((await look({}, null)).record).toMatch(/^open: Not tried: there is no database/)
		expect((await look({}, 'postgresql://a@127.0.0.1:1/x')).record).toMatch(/^open: .*could not be read/)
	})
})

test('a key that is none is told, and the record is not compared with it', async () => {
	const path = join(folder, 'none.pem')
	writeFileSync(path, 'canary')
	const outcomes = await look({ keyPath: path })
	expect(outcomes.key).toMatch(/^wrong: The file .* must hold an Ed25519 private key/)
	expect(outcomes.record).toMatch(/^open: Not tried/)
	expect(JSON.stringify(outcomes)).not.toContain('canary')
})

test('where checkpoints are kept outside is looked at without sending one', async () => {
	const kept = async (...args: Parameters<typeof look>) => (await look(...args))['kept outside']
	expect(await kept({ file: join(folder, 'checkpoints') })).toMatch(/^ok: .*can be written/)
	expect(await kept({ file: join(folder, 'nowhere', 'checkpoints') })).toMatch(/^wrong: .*cannot be written/)
	expect(await kept({ url: 'https://witness.invalid' })).toMatch(/^open: CHECKPOINT_URL is not tried/)
	expect(await kept()).toMatch(/^warning: Checkpoints are kept in the database alone/)
	expect(await kept({}, null, true)).toMatch(/^ok: Nowhere/)
})
