import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, vi } from 'vitest'
import { getDatabase } from '#lib/db/client.ts'
import { createTestDatabase, type TestDatabase } from '#lib/db/testing/test-database.ts'
import { appendEntries } from '../append.ts'

export interface TestRecord extends TestDatabase {
	/** A folder of this file's own, removed after its last test. */
	folder: string
	origin: string
	/** Where the key that signs checkpoints lies. */
	keyPath: string
	/** Appends so many entries, each in words of its own, in one transaction. */
	append(count: number): Promise<void>
}

/** An Ed25519 key. */
export const newKey = () => generateKeyPairSync('ed25519').privateKey

export const newKeyPem = () => newKey().export({ type: 'pkcs8', format: 'pem' }).toString()

/** A record for one test file, as this process's configuration names it: its own database and key, still empty. */
export async function startRecord(): Promise<TestRecord> {
	const database = await createTestDatabase()
	const folder = mkdtempSync(join(tmpdir(), 'scopekeeper-record-'))
	const keyPath = join(folder, 'checkpoint-key.pem')
	const origin = 'record.test'
	writeFileSync(keyPath, newKeyPem(), { mode: 0o600 })
	vi.stubEnv('DATABASE_URL', database.appUrl)
	vi.stubEnv('CHECKPOINT_ORIGIN', origin)
	vi.stubEnv('CHECKPOINT_KEY_PATH', keyPath)
	afterAll(async () => {
		await getDatabase().$client.end()
		rmSync(folder, { recursive: true, force: true })
	})
	return { ...database, folder, origin, keyPath, append: (count) => append(database, count) }
}

async function append({ db }: TestDatabase, count: number): Promise<void> {
	await appendEntries(
		db,
		Array.from({ length: count }, () => ({
			action: 'attempt.refused' as const,
			actor: { issuer: 'sandbox', subject: 'jo' },
			groupId: 'g',
			userId: '1',
			details: { message: randomUUID(), reason: 'Covers the desk', ticket: 'T-1' },
		})),
	)
}
