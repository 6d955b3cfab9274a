import { createHash, randomUUID } from 'node:crypto'
import canonicalize from 'canonicalize'
import { asc, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entries, nodes } from '#lib/db/record-schema.ts'
import { createTestDatabase } from '#lib/db/testing/test-database.ts'
import { appendEntries } from './append.ts'
import type { Entry, SealedEntry } from './schemas.ts'
import { sealEntry } from './seal.ts'
import { appendLeaf, leafHash, rootFromNodes, rootOf, type TreeEdge } from './tree.ts'

const { db } = await createTestDatabase()

const someEntry = (details: Entry['details'] = {}): Entry => ({
	action: 'attempt.refused',
	actor: null,
	details,
})

/** The call as the database knows it, for arguments that `appendEntries` never makes. */
async function callAppend(bodies: unknown[], salts: unknown[], details: unknown[]): Promise<number> {
	const call = 'select seq from public.append($1::text[], $2::bytea[], $3::text[])'
	const { rows } = await db.$client.query(call, [bodies, salts, details])
	return Number(rows[0]?.seq)
}

const appendSealed = ({ body, salt, details }: SealedEntry) => callAppend([body], [salt], [details])

async function readEntry(seq: number) {
	const [row] = await db.select().from(entries).where(eq(entries.seq, seq))
	if (!row) throw new Error(`No entry ${seq}`)
	return row
}

const readEntries = () => db.select().from(entries).orderBy(asc(entries.seq))

describe('the sequence', () => {
	test('entries appended together get the next sequences, in their order', async () => {
		const before = (await readEntries()).length
		const seqs = await appendEntries(db, [someEntry({ n: 1 }), someEntry({ n: 2 }), someEntry({ n: 3 })])
		expect(seqs).toEqual([before + 1, before + 2, before + 3])
		const details = await Promise.all(seqs.map(async (seq) => (await readEntry(seq)).details))
		expect(details).toEqual(['{"n":1}', '{"n":2}', '{"n":3}'])
	})

	test('a transaction that is rolled back leaves no gap', async () => {
		const [before = 0] = await appendEntries(db, [someEntry()])
		const rolledBack = db.transaction(async (tx) => {
			await appendEntries(tx, [someEntry(), someEntry()])
			throw new Error('no')
		})
		await expect(rolledBack).rejects.toThrow('no')
		expect(await appendEntries(db, [someEntry()])).toEqual([before + 1])
	})

	test('two appends of one transaction follow each other', async () => {
		const [first, second] = await db.transaction(async (tx) => [
			...(await appendEntries(tx, [someEntry()])),
			...(await appendEntries(tx, [someEntry()])),
		])
		expect(second).toBe((first ?? 0) + 1)
	})

	test('nothing to append is nothing appended', async () => {
		const before = await db.$count(entries)
		expect(await appendEntries(db, [])).toEqual([])
		expect(await db.$count(entries)).toBe(before)
	})

	test('time never goes backwards, even when the clock did', async () => {
		const future = await createTestDatabase()
		const { body, salt, details } = sealEntry(someEntry())
		const text = `{"body":${body},"seq":1,"time":"2999-12-31T23:59:59.999Z"}`
		await future.ownerDb.insert(entries).values({ seq: 1, text, salt, details })
		await future.ownerDb.insert(nodes).values({ level: 0, idx: 0, hash: leafHash(text) })
		await appendEntries(future.db, [someEntry()])
		const times = await future.db.select({ time: entries.time }).from(entries).orderBy(asc(entries.seq))
		expect(times.map(({ time }) => time.toISOString())).toEqual([
			'2999-12-31T23:59:59.999Z',
			'2999-12-31T23:59:59.999Z',
		])
	})
})

describe('concurrent appends', () => {
	const batches = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 10 })

	test('give a gapless sequence, and the nodes of the tree as computed apart', async () => {
		await fc.assert(
			fc.asyncProperty(batches, async (sizes) => {
				await Promise.all(
					sizes.map((size) =>
						appendEntries(
							db,
							Array.from({ length: size }, (_, n) => someEntry({ n })),
						),
					),
				)
				const rows = await readEntries()
				expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1))
				const edge: TreeEdge = { size: 0, lefts: [] }
				const expected = rows.flatMap(({ text }) => appendLeaf(edge, leafHash(text)))
				const stored = await db.select().from(nodes)
				const key = ({ level, idx, hash }: (typeof stored)[number]) =>
					`${level}/${idx}/${hash.toString('hex')}`
				expect(stored.map(key).toSorted()).toEqual(expected.map(key).toSorted())
			}),
			{ numRuns: 15 },
		)
	})

	test('the root can be read from stored nodes for every size', async () => {
		await appendEntries(
			db,
			Array.from({ length: 20 }, () => someEntry()),
		)
		const stored = await db.select().from(nodes)
		const byPlace = new Map(stored.map(({ level, idx, hash }) => [`${level}/${idx}`, hash]))
		const read = (level: number, idx: number) => byPlace.get(`${level}/${idx}`) ?? Buffer.alloc(0)
		const leaves = (await readEntries()).map(({ text }) => leafHash(text))
		for (let size = 0; size <= leaves.length; size += 1) {
			expect(rootFromNodes(size, read)).toEqual(rootOf(leaves.slice(0, size)))
		}
	})
})

describe('the text', () => {
	test('is the body as it was given, wrapped, byte for byte, and its own canonical form', async () => {
		const exotic = fc.string({
			unit: fc.oneof(
				fc.constantFrom('\\', '"', '\u2028', '😀', '\\u0000'),
				fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
			),
		})
		await fc.assert(
			fc.asyncProperty(exotic, exotic, async (groupId, reason) => {
				const sealed = sealEntry({ ...someEntry({ reason }), groupId })
				const seq = await appendSealed(sealed)
				const row = await readEntry(seq)
				expect(row.text).toBe(`{"body":${sealed.body},"seq":${seq},"time":"${row.time.toISOString()}"}`)
				expect(canonicalize(JSON.parse(row.text))).toBe(row.text)
				expect(row.details).toBe(sealed.details)
				expect(row.salt).toEqual(sealed.salt)
			}),
			{ numRuns: 60 },
		)
	})

	test('may hold an escaped NUL, and keeps it', async () => {
		const { salt, details, body } = sealEntry(someEntry())
		const withNul = canonicalize({ ...JSON.parse(body), groupId: 'a\u0000b', userId: '\\u0000' }) ?? ''
		const row = await readEntry(await callAppend([withNul], [salt], [details]))
		expect(row.text).toContain(withNul)
		expect(canonicalize(JSON.parse(row.text))).toBe(row.text)
	})

	test('is what the search columns are computed from', async () => {
		const entry: Entry = {
			action: 'change.applied',
			actor: { issuer: 'https://login.example.com', subject: 'so\\m"e😀one' },
			operationId: randomUUID(),
			changeId: randomUUID(),
			groupId: 'group/1',
			userId: '9007199254740993',
			state: 'applied',
			details: {},
		}
		const [seq = 0] = await appendEntries(db, [entry])
		const { action, operationId, changeId, groupId, userId, state, actorIssuer, actorSubject } =
			await readEntry(seq)
		const { actor, details, ...searched } = entry
		expect({ action, operationId, changeId, groupId, userId, state }).toEqual(searched)
		expect({ issuer: actorIssuer, subject: actorSubject }).toEqual(actor)
	})
})

/** A body that names these very details and salt, whatever they are. */
function sealAs(details: string, salt: Buffer): SealedEntry {
	const digest = createHash('sha256').update(salt).update(details).digest('hex')
	return { body: `{"details":"${digest}"}`, salt, details }
}

describe('append refuses', () => {
	const good = sealEntry(someEntry())
	type Batch = [bodies: unknown[], salts: unknown[], details: unknown[]]
	const withBody = (body: string | null): Batch => [[body], [good.salt], [good.details]]
	const alone = ({ body, salt, details }: SealedEntry): Batch => [[body], [salt], [details]]

	test.each<[what: string, why: string, batch: Batch]>([
		['an empty batch', 'no entry', [[], [], []]],
		['fewer salts than bodies', 'different lengths', [[good.body, good.body], [good.salt], ['{}', '{}']]],
		['more details than bodies', 'different lengths', [[good.body], [good.salt], ['{}', '{}']]],
		['a body that is absent', 'one line of JSON', withBody(null)],
		['a body of over 64 KB', '64 KB', withBody(good.body.replace('{', `{"a":"${'x'.repeat(65_536)}",`))],
		['details of over 64 KB', '64 KB', alone(sealAs('x'.repeat(65_537), good.salt))],
		['a body that is not JSON', 'invalid input syntax', withBody('{"details"}')],
		['a body that is not an object', 'one line of JSON', withBody('"details"')],
		['a body of two lines', 'one line of JSON', withBody(good.body.replace('{', '{\n'))],
		['a body that closes its wrapping', 'invalid input syntax', withBody(`${good.body},"seq":7,"z":{}`)],
		['half a character', 'invalid input syntax', withBody(good.body.replace('{', '{"a":"\\ud83d",'))],
		['other details than the body names', 'not those', [[good.body], [good.salt], ['{"other":1}']]],
		['another salt than the body names', 'not those', [[good.body], [Buffer.alloc(16)], [good.details]]],
		['details without their salt', 'not those', [[good.body], [null], [good.details]]],
		['a salt without its details', 'not those', [[good.body], [good.salt], [null]]],
		['a salt that can be guessed', 'not those', alone(sealAs('{}', Buffer.alloc(8)))],
	])('%s', async (_what, why, batch) => {
		const before = await db.$count(entries)
		await expect(callAppend(...batch)).rejects.toThrow(why)
		expect(await db.$count(entries)).toBe(before)
	})

	test('all of a batch when one entry of it is bad', async () => {
		const before = await db.$count(entries)
		const batch = callAppend([good.body, '{}'], [good.salt, good.salt], [good.details, good.details])
		await expect(batch).rejects.toThrow('entry 2')
		expect(await db.$count(entries)).toBe(before)
	})

	test.each(['repeatable read', 'serializable'] as const)('the isolation %s', async (isolationLevel) => {
		const append = db.transaction((tx) => appendEntries(tx, [someEntry()]), { isolationLevel })
		await expect(append).rejects.toMatchObject({
			cause: { message: expect.stringContaining('READ COMMITTED') },
		})
	})
})
