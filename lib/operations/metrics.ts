import 'server-only'
import { count, inArray, sql } from 'drizzle-orm'
import { type OperatorHeaders, requireOperator } from '#lib/auth/operator.ts'
import { openStates } from '#lib/changes/rules.ts'
import { getDatabase } from '#lib/db/client.ts'
import { changes, isOpenRequest, requests, schedules } from '#lib/db/schema.ts'
import { readRecordSize } from '#lib/ledger/prove.ts'
import { readSinks } from '#lib/ledger/send-checkpoints.ts'
import { findSigningProblem, readNewestCheckpoint } from '#lib/ledger/take-checkpoint.ts'
import { readLastVerification } from '#lib/ledger/verifications.ts'
import { log } from '#lib/log.ts'
import { meters } from '#lib/metrics.ts'
import { forgetStored, type Gauges, operationGauges, setOrRemove } from './gauges.ts'

const secondsSince = (moment: Date) => Math.max(0, (Date.now() - moment.getTime()) / 1000)

async function countOpenChanges(): Promise<Map<string, number>> {
	const rows = await getDatabase()
		.select({ state: changes.state, open: count() })
		.from(changes)
		.where(inArray(changes.state, [...openStates]))
		.groupBy(changes.state)
	return new Map(rows.map(({ state, open }) => [state, open]))
}

const waitingKinds = ['requestsOpen', 'requestsOverdue', 'endsLate', 'endsStopped', 'toReview'] as const
type Waiting = Record<(typeof waitingKinds)[number], string>

/** How much waits for people, or is past its time: each count walks a partial index. */
async function countWaiting(): Promise<Waiting> {
	const { rows } = await getDatabase().execute<Waiting>(sql`
		select (select count(*) from ${requests} where ${isOpenRequest}) as "requestsOpen",
			(select count(*) from ${requests} where ${isOpenRequest} and state <> 'sending' and due_at < now()) as "requestsOverdue",
			(select count(*) from ${schedules} where state = 'set' and ends_at <= now()) as "endsLate",
			(select count(*) from ${schedules} where state = 'stopped') as "endsStopped",
			(select count(*) from ${changes} where break_glass and reviewed_at is null) as "toReview"`)
	const [counts] = rows
	if (!counts) throw new Error('the database gave no counts')
	return counts
}

/** What the database holds of what is to be watched. */
async function readStored() {
	const [size, newest, signingProblem, sinks, last, open, waiting] = await Promise.all([
		readRecordSize(),
		readNewestCheckpoint(),
		findSigningProblem(),
		readSinks(),
		readLastVerification(),
		countOpenChanges(),
		countWaiting(),
	])
	return { size, newest, signingProblem, sinks, last, open, waiting }
}

/**
 * Metrics in the text format of Prometheus. What does not exist yet, such as a first checkpoint, has no sample; nor has
 * what the database holds while it cannot be read, which is when the others are looked at.
 * @throws AppError as `requireOperator`
 */
export async function readMetrics(headers: OperatorHeaders): Promise<string> {
	requireOperator(headers)
	const gauges = operationGauges()
	setPool(gauges)
	try {
		setStored(gauges, await readStored())
		gauges.database.up.set(1)
	} catch (error) {
		log().warn({ kind: 'database', err: error }, 'the database could not be read for metrics')
		forgetStored(gauges)
		gauges.database.up.set(0)
	}
	return meters().registry.metrics()
}

function setStored({ stored }: Gauges, read: Awaited<ReturnType<typeof readStored>>): void {
	const { size, newest, signingProblem, sinks, last, open, waiting } = read
	stored.entries.set(size)
	stored.checkpointOk.set(signingProblem === null ? 1 : 0)
	setOrRemove(stored.checkpointSize, newest?.size)
	setOrRemove(stored.checkpointAge, newest && secondsSince(newest.signedAt))
	for (const { kind, sentSize } of sinks) {
		// A place that is said to hold more than was ever signed is known to hold nothing.
		const sent = sentSize > (newest?.size ?? 0) ? 0 : sentSize
		stored.checkpointUnsent.set({ sink: kind }, size - sent)
	}
	setOrRemove(stored.verificationOk, last && (last.problem === null ? 1 : 0))
	setOrRemove(stored.verificationAge, last?.finishedAt && secondsSince(last.finishedAt))
	for (const state of openStates) stored.changesOpen.set({ state }, open.get(state) ?? 0)
	for (const what of waitingKinds) stored.waiting[what].set(Number(waiting[what]))
}

function setPool({ database: { connections, most, waiting } }: Gauges): void {
	const { totalCount, idleCount, waitingCount, options } = getDatabase().$client
	connections.set({ state: 'in_use' }, totalCount - idleCount)
	connections.set({ state: 'idle' }, idleCount)
	most.set(options.max)
	waiting.set(waitingCount)
}
