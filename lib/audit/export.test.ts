import { randomUUID } from 'node:crypto'
import canonicalize from 'canonicalize'
import { asc, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { entries } from '#lib/db/record-schema.ts'
import { changes, users } from '#lib/db/schema.ts'
import { appendEntries, appendWhen } from '#lib/ledger/append.ts'
import { isContinuation, isIncluded } from '#lib/ledger/proof-check.ts'
import { readCheckpoint, takeCheckpoint } from '#lib/ledger/take-checkpoint.ts'
import { startRecord } from '#lib/ledger/testing/record.ts'
import { leafHash, rootOf } from '#lib/ledger/tree.ts'
import { openExport } from './open-export.ts'
import { recordExport } from './record-export.ts'
import type { ExportForm } from './schemas.ts'
import { signedIn, type Told, tell } from './testing/told.ts'

const record = await startRecord()
let officer: Actor
let support: Actor
let earlier: Awaited<ReturnType<typeof takeCheckpoint>>

beforeAll(async () => {
	officer = await signedIn('officer', '=SUM(A1:A9) Cellini')
	support = await signedIn('support', 'Priya Nair')
	const told = (groupId: string, more: Partial<Told> = {}): Told => ({
		by: officer,
		groupId,
		userId: '9007199254740993',
		active: true,
		reason: '=HYPERLINK("http://evil.example","x")',
		ticket: '-1+1',
		source: 'assign_page',
		states: ['unknown', 'applied'],
		...more,
	})
	await tell(record.db, [
		told('one'),
		told('two', { states: ['refused'] }),
		told('one', { states: [] }),
		told('two', { by: support, states: [] }),
	])
	earlier = await takeCheckpoint()
	await tell(record.db, [told('two'), told('one', { states: ['closed'], lastBy: officer })])
})

const form = (more: Partial<ExportForm> = {}): ExportForm => ({
	filter: { range: 'all' },
	format: 'ndjson',
	since: null,
	...more,
})

async function readAll(chunks: AsyncIterable<string>): Promise<string> {
	let text = ''
	for await (const chunk of chunks) text += chunk
	return text
}

async function fetchFile(actor: Actor, asked: ExportForm): Promise<string> {
	const { sequence } = await recordExport(actor, asked)
	const { chunks } = await openExport(actor, { sequence })
	return readAll(chunks)
}

async function fetchLines(actor: Actor, asked: ExportForm) {
	const [first = '', ...lines] = (await fetchFile(actor, asked)).trimEnd().split('\n')
	const { receipt } = JSON.parse(first)
	const checkpoint = await readCheckpoint(Number(receipt.checkpoint.split('\n')[1]))
	if (!checkpoint) throw new Error('the receipt names a checkpoint that was never signed')
	return { first, receipt, checkpoint, lines: lines.map((text) => ({ text, ...JSON.parse(text) })) }
}

describe('a whole export', () => {
	it('holds every entry of its checkpoint in order, whose tree has the root that was signed', async () => {
		const { receipt, checkpoint, lines } = await fetchLines(officer, form())
		expect(receipt).toMatchObject({ whole: true, count: lines.length, checkpoint: checkpoint.note })
		expect(lines.map(({ index }) => index)).toEqual(lines.map((_, index) => index))
		expect(lines).toHaveLength(checkpoint.size)
		expect(lines.every((line) => !('proof' in line))).toBe(true)
		const root = rootOf(lines.map(({ entry }) => leafHash(canonicalize(entry) ?? '')))
		expect(root).toEqual(checkpoint.root)
	})

	it('is canonical, line by line', async () => {
		const { first, lines } = await fetchLines(officer, form())
		for (const text of [first, ...lines.map((line) => line.text)]) {
			expect(canonicalize(JSON.parse(text))).toBe(text)
		}
	})

	it('is not what support staff get, who see their own part only', async () => {
		const { receipt, lines } = await fetchLines(support, form())
		expect(receipt.whole).toBe(false)
		expect(lines.length).toBeGreaterThan(0)
		const subjects = lines.map(({ entry }) => entry.body.actor?.subject)
		expect(new Set(subjects)).toEqual(new Set([support.subject]))
	})
})

describe('a filtered export', () => {
	it('holds all entries of the operations that fit, each with a proof against the checkpoint', async () => {
		const filter = { range: 'all', group: 'one' } as const
		const { receipt, checkpoint, lines } = await fetchLines(officer, form({ filter }))
		expect(receipt).toMatchObject({ whole: false, count: 6, filter })
		expect(lines.map(({ entry }) => entry.body.action)).toEqual([
			'change.intended',
			'change.unknown',
			'change.applied',
			'attempt.refused',
			'change.intended',
			'change.closed',
		])
		for (const { entry, index, proof } of lines) {
			const leaf = leafHash(canonicalize(entry) ?? '')
			const hashes = proof.map((hash: string) => Buffer.from(hash, 'base64'))
			const claim = { leaf, index, size: checkpoint.size, root: checkpoint.root, proof: hashes }
			expect(isIncluded(claim)).toBe(true)
		}
	})

	it('proves on request that the record continues an older checkpoint', async () => {
		const asked = form({ filter: { range: 'all', group: 'one' }, since: earlier.size })
		const { receipt, checkpoint } = await fetchLines(officer, asked)
		const continues = isContinuation({
			older: earlier.size,
			newer: checkpoint.size,
			olderRoot: earlier.root,
			newerRoot: checkpoint.root,
			proof: receipt.since.proof.map((hash: string) => Buffer.from(hash, 'base64')),
		})
		expect(continues).toBe(true)
	})

	it('refuses a checkpoint that is not an older one', async () => {
		await expect(recordExport(officer, form({ since: 1_000_000 }))).rejects.toMatchObject({
			code: 'invalid_input',
			fieldErrors: { since: expect.stringContaining('not an older one') },
		})
	})
})

describe('a table', () => {
	it('has nothing that a spreadsheet would run, and ends in its receipt', async () => {
		const file = await fetchFile(officer, form({ format: 'csv' }))
		expect(file.startsWith('\uFEFF"Entry","Time"')).toBe(true)
		expect(file).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`)
		expect(file).toContain(`"'-1+1"`)
		expect(file).toContain(`"'9007199254740993"`)
		expect(file).toContain(`"'=SUM(A1:A9) Cellini"`)
		const [, receipt = ''] = file.split('\r\n\r\n"Receipt",""\r\n')
		expect(receipt).toContain('"Checkpoint","record.test\n')
		expect(receipt).toContain('This is the whole record')
	})
})

describe('an erasure', () => {
	it('is told as an operator’s, not as done by the console itself', async () => {
		const details = { by: 'ops' }
		await appendEntries(record.db, [
			{ action: 'record.erased', actor: null, source: 'command_line', count: 2, details },
		])
		const filter = { range: 'all', action: 'erasure' } as const
		const file = await fetchFile(officer, form({ format: 'csv', filter }))
		expect(file).toMatch(/"record\.erased","","An operator"/)
	})
})

describe('the record', () => {
	it('holds who exported what, before the file can be had', async () => {
		const { sequence, count, isWhole } = await recordExport(
			officer,
			form({ filter: { range: 'all', group: 'two' } }),
		)
		const [entry] = await record.db.select().from(entries).where(eq(entries.seq, sequence))
		expect(entry).toMatchObject({
			action: 'record.exported',
			actorSubject: officer.subject,
			source: 'audit_page',
		})
		expect(JSON.parse(entry?.text ?? '').body.count).toBe(count)
		expect(JSON.parse(entry?.details ?? '')).toMatchObject({ isWhole, filter: { group: 'two' } })
	})

	it('gives the same file each time, without what was recorded since', async () => {
		const { sequence } = await recordExport(officer, form())
		const read = async () => readAll((await openExport(officer, { sequence })).chunks)
		const once = await read()
		await record.append(3)
		expect(await read()).toBe(once)
	})

	it.each(['applied', 'unknown'] as const)(
		'gives the same file once more changes came to be %s',
		async (outcome) => {
			const changeId = randomUUID()
			const change = { changeId, groupId: 'late', userId: '1', active: true }
			const actor = { issuer: officer.issuer, subject: officer.subject }
			const intent = { ...change, action: 'change.intended', actor, state: 'pending', details: {} } as const
			await appendEntries(record.db, [intent])
			const { sequence } = await recordExport(officer, form({ filter: { range: 'all', outcome } }))
			const read = async () => readAll((await openExport(officer, { sequence })).chunks)
			const once = await read()
			const end = {
				...change,
				action: `change.${outcome}`,
				actor: null,
				state: outcome,
				details: {},
			} as const
			await appendEntries(record.db, [end])
			expect(await read()).toBe(once)
		},
	)

	it('gives the same file of what somebody had a hand in, once they had one in more', async () => {
		const helper = await signedIn('officer', 'Helper')
		const change = { changeId: randomUUID(), groupId: 'late', userId: '1', active: true }
		const actor = { issuer: officer.issuer, subject: officer.subject }
		const intent = { ...change, action: 'change.intended', actor, state: 'pending', details: {} } as const
		await appendEntries(record.db, [intent])
		const filter = { range: 'all', person: helper.id } as const
		const { sequence, count } = await recordExport(officer, form({ filter }))
		const closed = {
			...change,
			action: 'change.closed',
			actor: { ...actor, subject: helper.subject },
		} as const
		await appendEntries(record.db, [{ ...closed, state: 'closed', details: {} }])
		const file = await readAll((await openExport(officer, { sequence })).chunks)
		expect([count, file.trimEnd().split('\n')]).toEqual([0, [expect.stringContaining('"count":0')]])
	})

	it('gives the changes that were open then, however they ended since', async () => {
		const [person] = await record.db.select().from(users).where(eq(users.id, officer.id))
		const change = { changeId: randomUUID(), groupId: 'open', userId: '1', active: true }
		const actor = { issuer: officer.issuer, subject: officer.subject }
		await record.db.transaction(async (tx) => {
			await tx.insert(changes).values({
				id: change.changeId,
				operationId: randomUUID(),
				groupId: change.groupId,
				userId: change.userId,
				active: change.active,
				reason: 'Covers the desk.',
				actorId: person?.id ?? '',
				stateBefore: 'not_assigned',
				state: 'pending',
				leaseUntil: sql`now()`,
			})
			await appendEntries(tx, [
				{ ...change, action: 'change.intended', actor, state: 'pending', details: {} },
			])
		})
		const { sequence } = await recordExport(officer, form({ filter: { range: 'all', outcome: 'open' } }))
		const read = async () => readAll((await openExport(officer, { sequence })).chunks)
		const once = await read()
		expect(once).toContain(change.changeId)
		const end = record.db.update(changes).set({ state: 'applied' }).where(eq(changes.id, change.changeId))
		await appendWhen(record.db, end.returning({ id: changes.id }), {
			...change,
			action: 'change.applied',
			actor: null,
			state: 'applied',
			details: {},
		})
		expect(await read()).toBe(once)
	})

	it('says so where it was filtered by words that were erased since, and gives no shorter file', async () => {
		const filter = { range: 'all', text: 'HYPERLINK', group: 'two' } as const
		const { sequence, count } = await recordExport(officer, form({ filter }))
		expect(count).toBeGreaterThan(0)
		await record.ownerDb.update(entries).set({ salt: null, details: null }).where(eq(entries.groupId, 'two'))
		await expect(openExport(officer, { sequence })).rejects.toMatchObject({ code: 'conflict' })
	})

	it('says “erased” of what retention took, and the rest still proves', async () => {
		const { sequence } = await recordExport(officer, form())
		const [last] = await record.ownerDb.select().from(entries).orderBy(asc(entries.seq)).limit(1)
		await record.ownerDb
			.update(entries)
			.set({ salt: sql`null`, details: sql`null` })
			.where(eq(entries.seq, 1))
		const file = await readAll((await openExport(officer, { sequence })).chunks)
		expect(file).toContain(`{"details":null,"entry":${last?.text},"index":0,"salt":null}\n`)
		expect(await fetchFile(officer, form({ format: 'csv' }))).toContain('"erased"')
	})
})

describe('an export is not given', () => {
	it('to anybody but who asked for it', async () => {
		const { sequence } = await recordExport(officer, form())
		const other = await signedIn('administrator', 'Noor')
		await expect(openExport(other, { sequence })).rejects.toMatchObject({ code: 'not_found' })
	})

	it('for an entry that is none', async () => {
		await expect(openExport(officer, { sequence: 1 })).rejects.toMatchObject({ code: 'not_found' })
	})

	it('to somebody who may see less by now', async () => {
		const mover = await signedIn('officer', 'Mover')
		const { sequence } = await recordExport(mover, form())
		await record.db.update(users).set({ role: 'support' }).where(eq(users.id, mover.id))
		const moved: Actor = { ...mover, role: 'support' }
		await expect(openExport(moved, { sequence })).rejects.toMatchObject({ code: 'forbidden' })
	})
})
