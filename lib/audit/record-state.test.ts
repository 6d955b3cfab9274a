import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { and, eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { checkpoints, nodes } from '#lib/db/record-schema.ts'
import { users } from '#lib/db/schema.ts'
import { sendCheckpoints } from '#lib/ledger/send-checkpoints.ts'
import { takeCheckpoint } from '#lib/ledger/take-checkpoint.ts'
import { startRecord } from '#lib/ledger/testing/record.ts'
import { readMetrics } from '#lib/operations/metrics.ts'
import { readRecordState, verifyWholeRecord } from './record-state.ts'

const record = await startRecord()
vi.stubEnv('CHECKPOINT_FILE', join(record.folder, 'checkpoints'))

async function person(role: Actor['role']): Promise<Actor> {
	const details = { email: null, username: null, podUserId: null }
	const actor = {
		id: randomUUID(),
		issuer: 'sandbox',
		subject: randomUUID(),
		name: `The ${role}`,
		role,
		authenticatedAt: new Date(),
		...details,
	}
	await record.db.insert(users).values(actor)
	return actor
}
const auditor = await person('auditor')

const metrics = async () => {
	const text = await readMetrics({ authorization: null, forwardedFor: '127.0.0.1', host: 'localhost' })
	return new Map(
		text
			.split('\n')
			.filter((line) => line.startsWith('scopekeeper_'))
			.map((line) => [line.split(' ')[0], Number(line.split(' ')[1])]),
	)
}

test('whoever may not read the whole record learns nothing of it and starts nothing', async () => {
	const support = await person('support')
	await expect(readRecordState(support)).rejects.toMatchObject({ code: 'forbidden' })
	await expect(verifyWholeRecord(support)).rejects.toMatchObject({ code: 'forbidden' })
	await expect(
		readMetrics({ authorization: null, forwardedFor: '192.0.2.1', host: 'localhost' }),
	).rejects.toMatchObject({
		code: 'forbidden',
	})
})

test('before anything happened, nothing is said to have happened', async () => {
	expect(await readRecordState(auditor)).toEqual({
		size: 0,
		checkpoint: null,
		signingProblem: null,
		verification: null,
		running: null,
		sinks: [
			{
				kind: 'file',
				target: join(record.folder, 'checkpoints'),
				sentAt: null,
				sentSize: 0,
				problem: null,
				isDoubtful: false,
			},
		],
	})
	const gauges = await metrics()
	expect(gauges.get('scopekeeper_record_entries')).toBe(0)
	for (const absent of ['checkpoint_age_seconds', 'verification_ok']) {
		expect([...gauges.keys()]).not.toContain(`scopekeeper_${absent}`)
	}
})

test('the newest checkpoint, the last verification and how far each place has come are told', async () => {
	await record.append(9)
	const taken = await takeCheckpoint()
	await sendCheckpoints()
	await record.append(3)
	await verifyWholeRecord(auditor)
	const state = await vi.waitFor(async () => {
		const now = await readRecordState(auditor)
		if (!now.verification) throw new Error('it still runs')
		return now
	})
	expect(state).toMatchObject({
		size: 13,
		checkpoint: {
			size: 10,
			rootBase64: taken.root.toString('base64'),
			note: taken.note,
			forged: null,
			matches: true,
		},
		signingProblem: null,
		verification: { size: 13, ok: true, problem: null, startedBy: 'The auditor' },
		running: null,
		sinks: [{ sentSize: 10, sentAt: expect.any(String), problem: null, isDoubtful: false }],
	})
	expect(Object.fromEntries(await metrics())).toMatchObject({
		scopekeeper_record_entries: 13,
		scopekeeper_checkpoint_size: 10,
		scopekeeper_checkpoint_ok: 1,
		'scopekeeper_checkpoint_unsent{sink="file"}': 3,
		scopekeeper_verification_ok: 1,
		'scopekeeper_changes_open{state="pending"}': 0,
		'scopekeeper_changes_open{state="unknown"}': 0,
	})
})

test.each([
	[
		'changed',
		() =>
			record.ownerDb
				.update(nodes)
				.set({ hash: Buffer.alloc(32) })
				.where(lastSigned),
	],
	['deleted', () => record.ownerDb.delete(nodes).where(lastSigned)],
])('a record whose tree was %s is said not to match, and not to be signed', async (_what, tamper) => {
	await tamper()
	expect(await readRecordState(auditor)).toMatchObject({
		checkpoint: { matches: false },
		signingProblem: expect.stringMatching(/^The record/),
	})
	expect((await metrics()).get('scopekeeper_checkpoint_ok')).toBe(0)
})

/** The node over the entries 9 and 10. */
const lastSigned = and(eq(nodes.level, 1), eq(nodes.idx, 4))

test('a checkpoint whose row was forged is said to be none', async () => {
	await record.ownerDb.update(checkpoints).set({ note: 'forged' })
	expect(await readRecordState(auditor)).toMatchObject({
		checkpoint: { forged: expect.stringMatching(/not signed by any key/) },
		signingProblem: expect.stringMatching(/not signed by any key/),
	})
})
