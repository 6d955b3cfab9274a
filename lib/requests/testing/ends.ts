import { randomUUID } from 'node:crypto'
import { setSchedule } from '#lib/changes/schedule-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { findRequest } from '../store.ts'

/** Gives a request's pair an end, as an approval does. */
export async function giveEnd(requestId: number, endsAt: string): Promise<void> {
	const request = await findRequest(requestId)
	if (!request) throw new Error('there is no such request')
	const schedule = { id: randomUUID(), request, endsAt: new Date(endsAt), addedAtMs: null }
	await getDatabase().transaction(async (tx) => {
		await appendEntries(tx, [await setSchedule(tx, schedule)])
	})
}
