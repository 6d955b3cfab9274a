import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { count, eq, sql } from 'drizzle-orm'
import { setSchedule } from '#lib/changes/schedule-store.ts'
import { createDatabase, type Database } from '#lib/db/client.ts'
import { requests, schedules } from '#lib/db/schema.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { putAssignment } from '#lib/pod/assignments.ts'
import { createPodClient } from '#lib/pod/client.ts'
import { listGroups } from '#lib/pod/groups.ts'
import { searchCandidates } from '#lib/pod/users.ts'
import type { RunningConsole } from '../../e2e/fixtures/console.ts'
import { figure, heading, timeEach } from './figures.ts'
import { addPeople } from './record-data.ts'

export const endsLatencyMs = 20
const ends = 1_000
const groups = 40
const longestMs = 300_000

/** A thousand assignments that end at the same moment, on a pod that takes its time. */
export async function benchEnds(console: RunningConsole, dataDir: string): Promise<void> {
	const [db, ownerDb] = [createDatabase(console.databaseUrl), createDatabase(console.ownerUrl)]
	await setEnds(db, await assignOnPod(console, dataDir))
	heading(`${ends.toLocaleString('en')} ends at the same moment, the pod answering after ${endsLatencyMs} ms`)
	const begunAt = performance.now()
	await ownerDb.update(schedules).set({ endsAt: sql`now()`, nextTryAt: sql`now()` })
	await untilNoneIsSet(db)
	const seconds = (performance.now() - begunAt) / 1_000
	const [ended] = await db.select({ count: count() }).from(schedules).where(eq(schedules.state, 'ended'))
	if (ended?.count !== ends) throw new Error(`${ended?.count} of ${ends} ended`)
	figure('until the pod has confirmed all', `${seconds.toFixed(1)} s`, '≤ 60 s')
	figure('most calls at once at the pod', String(await mostAtOnce(console)), '≤ 16')
	await Promise.all([db.$client.end(), ownerDb.$client.end()])
}

interface Assigned {
	groupId: string
	userId: string
	addedAtMs: number | null
}

/** Each of some officers in each of some groups, assigned past the console. */
async function assignOnPod({ podUrl }: RunningConsole, dataDir: string): Promise<Assigned[]> {
	const privateKeyPem = readFileSync(join(dataDir, 'sandbox', 'bot-key.pem'), 'utf8')
	const pod = createPodClient({
		podUrl: `${podUrl}/pod`,
		loginUrl: `${podUrl}/login`,
		credentials: { kind: 'key', username: 'scopekeeper-bot', privateKeyPem },
		groupType: 'ROLE_SCOPE',
		globalGroupId: null,
	})
	const { items } = await listGroups(pod)
	const ordinary = items.filter(({ active, name }) => active && name !== 'Global').slice(0, groups)
	const officers = await searchCandidates(pod, ordinary[0]?.id ?? '', { name: '', limit: ends / groups })
	const pairs = ordinary.flatMap(({ id }) => officers.items.map((user) => ({ groupId: id, userId: user.id })))
	const assigned: Assigned[] = []
	await timeEach(pairs.length, 16, async (turn) => {
		const pair = pairs[turn]
		if (!pair) return
		const outcome = await putAssignment(pod, { ...pair, active: true })
		if (outcome.kind !== 'applied') throw new Error(`the pod answered ${outcome.kind}`)
		assigned.push({ ...pair, addedAtMs: outcome.assignment.lastAddedAtMs })
	})
	return assigned
}

/** The requests that asked for them, and their ends, an hour ahead. */
async function setEnds(db: Database, assigned: Assigned[]): Promise<void> {
	const [asker] = await addPeople(db)
	if (!asker) throw new Error('nobody asks')
	const endsAt = new Date(Date.now() + 3_600_000)
	for (const { groupId, userId, addedAtMs } of assigned) {
		await db.transaction(async (tx) => {
			const [request] = await tx
				.insert(requests)
				.values({
					operationId: randomUUID(),
					kind: 'assign',
					groupId,
					userId,
					endsAt,
					reason: 'Measured by the bench, and ended by it.',
					askerId: asker.id,
					stateBefore: 'not_assigned',
					state: 'applied',
					dueAt: endsAt,
					closedAt: sql`now()`,
				})
				.returning()
			if (!request) throw new Error('the request did not come back')
			const about = { requestId: request.id, requestState: 'applied', groupId, userId } as const
			const filed = { action: 'request.filed', actor: null, ...about, details: {} } as const
			await appendEntries(tx, [
				filed,
				await setSchedule(tx, { id: randomUUID(), request, endsAt, addedAtMs }),
			])
		})
	}
}

async function untilNoneIsSet(db: Database): Promise<void> {
	const deadline = performance.now() + longestMs
	for (;;) {
		const [set] = await db.select({ count: count() }).from(schedules).where(eq(schedules.state, 'set'))
		if (set?.count === 0) return
		if (performance.now() > deadline) throw new Error(`${set?.count} ends were not carried out`)
		await pause(100)
	}
}

/** How many calls overlapped at most, of those after the ends had come: their reads and their writes. */
async function mostAtOnce({ podUrl }: RunningConsole): Promise<number> {
	const answer = await fetch(`${podUrl}/sandbox/calls`)
	const calls = (await answer.json()) as { at: string; body: string; target: string; tookMs: number | null }[]
	const firstEnd = calls.findIndex(({ body }) => body.includes('false'))
	const moments = calls.slice(firstEnd).flatMap(({ at, tookMs }) => {
		const from = Date.parse(at)
		return [
			{ at: from, change: 1 },
			{ at: from + (tookMs ?? 0), change: -1 },
		]
	})
	let now = 0
	let most = 0
	// What ends in a millisecond ends before what begins in it.
	for (const { change } of moments.toSorted((one, other) => one.at - other.at || one.change - other.change)) {
		now += change
		most = Math.max(most, now)
	}
	return most
}
