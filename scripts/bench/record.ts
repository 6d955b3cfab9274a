import { createDatabase } from '#lib/db/client.ts'
import { connectClient } from '#lib/db/connection.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { proveEntries, proveEntry, readRecordSize } from '#lib/ledger/prove.ts'
import { verifyRecord } from '#lib/ledger/verify-record.ts'
import type { RunningConsole } from '../../e2e/fixtures/console.ts'
import { figure, heading, ms, timeEach, times } from './figures.ts'
import { addPeople, type BenchPerson, fillRecord, refusedAttempt } from './record-data.ts'

const appendsPerWidth = 3_000
const proofs = 500
const exported = 10_000

const number = (value: number) => Math.round(value).toLocaleString('en')

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; value: T }> {
	const begunAt = performance.now()
	const value = await work()
	return { seconds: (performance.now() - begunAt) / 1000, value }
}

/** Appends, proofs and a verification over a record of at least `count` entries, in the console's own database. */
export async function benchRecord({ databaseUrl, ownerUrl }: RunningConsole, count: number): Promise<void> {
	const db = createDatabase(databaseUrl)
	const people = await addPeople(db)
	heading(`A record of ${number(count)} entries`)
	const { seconds } = await timed(() => fillRecord(db, people, count))
	figure('appended in batches', `${number(count / seconds)} entries/s`)
	await settle(ownerUrl)
	await benchAppends(databaseUrl, people)
	await benchProofs()
	const size = await readRecordSize()
	const verified = await timed(() => verifyRecord(size))
	if (verified.value) throw new Error(verified.value.problem)
	figure('verified whole', `${verified.seconds.toFixed(1)} s`)
	figure('', `${number(size / verified.seconds)} entries/s`)
	await db.$client.end()
}

/** What a database does by itself where a record grows in years rather than in minutes. */
export async function settle(ownerUrl: string): Promise<void> {
	const owner = await connectClient(ownerUrl)
	await owner.query('vacuum analyze')
	await owner.end()
}

async function benchAppends(databaseUrl: string, people: BenchPerson[]): Promise<void> {
	for (const width of [1, 8]) {
		const db = createDatabase(databaseUrl, { maxConnections: width })
		const append = (turn: number) => appendEntries(db, [refusedAttempt(turn, people[turn % people.length])])
		await timeEach(200, width, append)
		const { seconds, value } = await timed(() => timeEach(appendsPerWidth, width, append))
		figure(`single appends, ${width} at once`, times(value, 0.99), width === 8 ? 'p99 ≤ 20 ms' : '')
		figure('', `${number(appendsPerWidth / seconds)} /s`, width === 8 ? '≥ 900 /s' : '')
		await db.$client.end()
	}
}

async function benchProofs(): Promise<void> {
	const size = await readRecordSize()
	const anySeq = () => 1 + Math.floor(Math.random() * size)
	const took = await timeEach(proofs, 1, () => proveEntry(anySeq(), size))
	figure('proof of one entry', times(took, 0.95), 'p95 ≤ 5 ms')
	const indices = Array.from({ length: exported }, () => anySeq() - 1)
	const { seconds } = await timed(() => proveEntries(indices, size))
	figure('proofs of many, each', ms((seconds * 1000) / exported))
}
