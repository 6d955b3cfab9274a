import { Gauge } from 'prom-client'
import { meters } from '#lib/metrics.ts'
import { processSingleton } from '#lib/process-singleton.ts'

/** What operators watch of the record, the changes and the database, beside what this process counts of its own work. */
function createGauges() {
	const { registry } = meters()
	const gauge = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
		new Gauge({ name: `scopekeeper_${name}`, help, labelNames, registers: [registry] })
	const stored = {
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
		waiting: {
			requestsOpen: gauge('requests_open', 'Requests that wait for an officer or for the pod.'),
			requestsOverdue: gauge('requests_overdue', 'Requests that wait for an officer past their due time.'),
			endsLate: gauge('ends_late', 'Ends that have come and that the pod has not confirmed.'),
			endsStopped: gauge('ends_stopped', 'Ends that stopped and need an officer.'),
			toReview: gauge('break_glass_to_review', 'Changes under break-glass that nobody has signed off.'),
		},
	}
	const database = {
		up: gauge('database_up', '1 where what is read from the database could be read just now.'),
		connections: gauge('database_connections', 'Connections of the pool, by what they do.', ['state']),
		most: gauge('database_connections_most', 'Connections that the pool may have.'),
		waiting: gauge('database_waiting', 'Pieces of work that wait for a connection of the pool.'),
	}
	return { stored, database }
}

export type Gauges = ReturnType<typeof createGauges>

export const operationGauges = (): Gauges => processSingleton('operations.gauges', createGauges)

/** A gauge begins at 0, which would be a lie about what does not exist yet, or cannot be read. */
export function setOrRemove(gauge: Gauge, value: number | null | undefined): void {
	if (value === null || value === undefined) gauge.remove()
	else gauge.set(value)
}

/** Leaves no sample of what the database would have to tell. */
export function forgetStored({
	stored: { checkpointUnsent, changesOpen, waiting, ...single },
}: Gauges): void {
	for (const gauge of [...Object.values(single), ...Object.values(waiting)]) gauge.remove()
	checkpointUnsent.reset()
	changesOpen.reset()
}
