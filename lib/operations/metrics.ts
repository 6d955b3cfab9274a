import 'server-only'
import { count, inArray, sql } from 'drizzle-orm'
import { Gauge } from 'prom-client'
import { type OperatorHeaders, requireOperator } from '#lib/auth/operator.ts'
import { openStates } from '#lib/changes/rules.ts'
import { getDatabase } from '#lib/db/client.ts'
import { changes, isOpenRequest, requests, schedules } from '#lib/db/schema.ts'
import { readRecordSize } from '#lib/ledger/prove.ts'
import { readSinks } from '#lib/ledger/send-checkpoints.ts'
import { findSigningProblem, readNewestCheckpoint } from '#lib/ledger/take-checkpoint.ts'
import { readLastVerification } from '#lib/ledger/verifications.ts'
import { meters } from '#lib/metrics.ts'
import { processSingleton } from '#lib/process-singleton.ts'

/** What operators watch of the record, the changes and the database, beside what this process counts of its own work. */
function createGauges() {
	const { registry } = meters()
	const gauge = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
		new Gauge({ name: `scopekeeper_${name}`, help, labelNames, registers: [registry] })
	return {
		entries: gauge('record_entries', 'Entries in the record.'),
		checkpointSize: gauge('checkpoint_size', 'Entries that the newest checkpoint was signed over.'),
		checkpointAge: gauge('checkpoint_age_seconds', 'Since the newest checkpoint was signed.'),
		checkpointOk: gauge(
			'checkpoint_ok',
			'1 where the next checkpoint can be signed; 0 without a key, or over a record that contradicts the newest.',
		),
		checkpointUnsent: gauge('checkpoint_unsent', 'Entries that no checkpoint sent outside covers yet.', [
			'sink',
		]),
		verificationOk: gauge(
			'verification_ok',
			'1 where the last verification of the record found nothing wrong.',
		),
		verificationAge: gauge('verification_age_seconds', 'Since the last verification of the record ended.'),
		changesOpen: gauge('changes_open', 'Changes whose outcome is not known yet.', ['state']),
		database: {
			connections: gauge('database_connections', 'Connections of the pool, by what they do.', ['state']),
			most: gauge('database_connections_most', 'Connections that the pool may have.'),
			waiting: gauge('database_waiting', 'Pieces of work that wait for a connection of the pool.'),
		},
		waiting: {
			requestsOpen: gauge('requests_open', 'Requests that wait for an officer or for the pod.'),
			requestsOverdue: gauge('requests_overdue', 'Requests that wait for an officer past their due time.'),
			endsLate: gauge('ends_late', 'Ends that have come and that the pod has not confirmed.'),
			endsStopped: gauge('ends_stopped', 'Ends that stopped and need an officer.'),
			toReview: gauge('break_glass_to_review', 'Changes under break-glass that nobody has signed off.'),
		},
	}
}

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

/**
 * Metrics in the text format of Prometheus. What does not exist yet, such as a first checkpoint, has no sample.
 * @throws AppError as `requireOperator`
 */
export async function readMetrics(headers: OperatorHeaders): Promise<string> {
	requireOperator(headers)
	const gauges = processSingleton('operations.gauges', createGauges)
	setPool(gauges.database)
	const [size, newest, signingProblem, sinks, last, open, waiting] = await Promise.all([
		readRecordSize(),
		readNewestCheckpoint(),
		findSigningProblem(),
		readSinks(),
		readLastVerification(),
		countOpenChanges(),
		countWaiting(),
	])
	gauges.entries.set(size)
	gauges.checkpointOk.set(signingProblem === null ? 1 : 0)
	setOrRemove(gauges.checkpointSize, newest?.size)
	setOrRemove(gauges.checkpointAge, newest && secondsSince(newest.signedAt))
	for (const { kind, sentSize } of sinks) {
		// A place that is said to hold more than was ever signed is known to hold nothing.
		const sent = sentSize > (newest?.size ?? 0) ? 0 : sentSize
		gauges.checkpointUnsent.set({ sink: kind }, size - sent)
	}
	setOrRemove(gauges.verificationOk, last && (last.problem === null ? 1 : 0))
	setOrRemove(gauges.verificationAge, last?.finishedAt && secondsSince(last.finishedAt))
	for (const state of openStates) gauges.changesOpen.set({ state }, open.get(state) ?? 0)
	for (const what of waitingKinds) gauges.waiting[what].set(Number(waiting[what]))
	return meters().registry.metrics()
}

function setPool({ connections, most, waiting }: ReturnType<typeof createGauges>['database']): void {
	const { totalCount, idleCount, waitingCount, options } = getDatabase().$client
	connections.set({ state: 'in_use' }, totalCount - idleCount)
	connections.set({ state: 'idle' }, idleCount)
	most.set(options.max)
	waiting.set(waitingCount)
}

/** A gauge begins at 0, which would be a lie about what does not exist yet. */
function setOrRemove(gauge: Gauge, value: number | null | undefined): void {
	if (value === null || value === undefined) gauge.remove()
	else gauge.set(value)
}
