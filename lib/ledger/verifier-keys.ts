import 'server-only'
import { asc } from 'drizzle-orm'
import { getDatabase, type Transaction } from '#lib/db/client.ts'
import { checkpointKeys } from '#lib/db/record-schema.ts'
import { parseVerifierKey, type VerifierKey } from './checkpoint.ts'

/** The public half of every key that ever signed, oldest first, as a verifier takes them. */
export async function readVerifierKeys(db: Pick<Transaction, 'select'> = getDatabase()): Promise<string[]> {
	const { verifierKey, firstUsedAt } = checkpointKeys
	const rows = await db.select({ verifierKey }).from(checkpointKeys).orderBy(asc(firstUsedAt))
	return rows.map((row) => row.verifierKey)
}

/** The same keys, to check notes with. Read after the notes: a key is stored before what it signs. */
export async function readKeys(db?: Pick<Transaction, 'select'>): Promise<VerifierKey[]> {
	return parseKeys(await readVerifierKeys(db))
}

export const parseKeys = (verifierKeys: readonly string[]): VerifierKey[] =>
	verifierKeys.flatMap((text) => parseVerifierKey(text) ?? [])
