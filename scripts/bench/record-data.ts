import { randomUUID } from 'node:crypto'
import type { Database } from '#lib/db/client.ts'
import { changes, users } from '#lib/db/schema.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import type { Entry } from '#lib/ledger/schemas.ts'

/** A record as years of use would leave it: several people, many groups and users, a reason of its own each time. */

const issuer = 'sandbox'
const names = ['Jo Fenwick', 'Sam Okafor', 'Lena Brandt', 'Noor Haddad', 'Dana Whitlock', 'Ingrid Solheim']
const groupNames = ['Equities', 'Rates', 'Credit', 'Commodities', 'Securitisation', 'Syndicate', 'Repo', 'FX']
const cities = ['London', 'New York', 'Tokyo', 'Frankfurt', 'Dublin', 'Geneva', 'Singapore', 'Paris']
const why = [
	'Covers the desk',
	'Returns from leave',
	'Moves to another team',
	'Asked for by audit',
	'Leaves the firm',
]
const when = [
	'from Monday',
	'until the end of the quarter',
	'as agreed with the desk head',
	'for the time being',
]

const pick = <T>(list: readonly [T, ...T[]] | readonly T[], turn: number): T | undefined =>
	list[turn % list.length]
const scatter = (turn: number) => Math.imul(turn, 2_654_435_761) >>> 0

export interface BenchPerson {
	id: string
	subject: string
	name: string
}

/** One thing that somebody did: what goes into the record, and into `changes` where it is a change. */
interface Deed {
	entries: Entry[]
	change: typeof changes.$inferInsert | null
}

export async function addPeople(db: Database): Promise<BenchPerson[]> {
	const people = names.map((name) => ({ id: randomUUID(), subject: `bench-${randomUUID()}`, name }))
	await db.insert(users).values(people.map((person) => ({ ...person, issuer, role: 'officer' as const })))
	return people
}

/** What was asked for, the same for each turn. */
function askedFor(turn: number, person: BenchPerson | undefined) {
	const [group, user] = [scatter(turn) % 400, scatter(turn + 7) % 3_000]
	return {
		actor: { issuer, subject: person?.subject ?? '' },
		by: { name: person?.name ?? '', email: null, role: 'officer' },
		groupId: `65d3c3fe4e5e4a6f_x-${group}`,
		userId: String(7_215_545_000_000 + user),
		groupName: `${pick(groupNames, group)} ${pick(cities, group >> 3)}`,
		userName: `Officer ${user}`,
		active: turn % 3 !== 0,
		reason: `${pick(why, scatter(turn))} ${pick(when, scatter(turn + 1))}, note ${turn}.`,
		ticket: turn % 2 ? `CHG-${100_000 + turn}` : null,
	}
}

/** An entry of a refused attempt, as long as one is. */
export function refusedAttempt(turn: number, person: BenchPerson | undefined): Entry {
	const { actor, by, groupId, userId, active } = askedFor(turn, person)
	const message = 'Nobody changes their own assignment: ask another compliance officer to do it.'
	const details = { by, code: 'guard_rail', message }
	return { action: 'attempt.refused', actor, groupId, userId, active, source: 'assign_page', details }
}

function change(turn: number, person: BenchPerson | undefined): Deed {
	const { actor, by, groupName, userName, reason, ticket, ...asked } = askedFor(turn, person)
	const subject = { changeId: randomUUID(), operationId: randomUUID(), ...asked }
	const isRefused = turn % 20 === 0
	const state = isRefused ? 'refused' : 'applied'
	const details = { by, reason, ticket, groupName, userName, warnings: [] }
	return {
		entries: [
			{
				...subject,
				action: 'change.intended',
				actor,
				state: 'pending',
				stateBefore: asked.active ? 'not_assigned' : 'assigned',
				source: turn % 25 ? 'assign_page' : 'undo',
				details,
			},
			{
				...subject,
				action: `change.${state}`,
				actor: null,
				state,
				httpStatus: isRefused ? 403 : 200,
				details: { confirmedBy: 'response', podMs: 40 },
			},
		],
		change: {
			...asked,
			id: subject.changeId,
			operationId: subject.operationId,
			reason,
			ticket,
			groupName,
			userName,
			actorId: person?.id ?? '',
			stateBefore: asked.active ? 'not_assigned' : 'assigned',
			state,
			leaseUntil: new Date(),
			sentAt: new Date(),
			settledAt: new Date(),
			confirmedBy: 'response',
			httpStatus: isRefused ? 403 : 200,
		},
	}
}

const deed = (turn: number, person: BenchPerson | undefined): Deed =>
	turn % 8 ? change(turn, person) : { entries: [refusedAttempt(turn, person)], change: null }

const deedsAtOnce = 250

/** Appends at least `count` entries, with the rows of the changes that they tell of, in batches. */
export async function fillRecord(db: Database, people: BenchPerson[], count: number): Promise<void> {
	for (let turn = 0, done = 0; done < count; turn += deedsAtOnce) {
		const deeds = Array.from({ length: deedsAtOnce }, (_, at) => deed(turn + at, pick(people, turn + at)))
		const entries = deeds.flatMap((one) => one.entries)
		await db.transaction(async (tx) => {
			await tx.insert(changes).values(deeds.flatMap((one) => one.change ?? []))
			await appendEntries(tx, entries)
		})
		done += entries.length
	}
}
