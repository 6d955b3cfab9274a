import { randomUUID } from 'node:crypto'
import type { Role } from '#lib/auth/permissions.ts'
import { type Actor, findActor, openSession } from '#lib/auth/session-store.ts'
import type { Database } from '#lib/db/client.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import type { Entry, EntrySource } from '#lib/ledger/schemas.ts'

/** Someone signed in. */
export async function signedIn(role: Role, name: string): Promise<Actor> {
	const subject = randomUUID()
	const sessionId = await openSession({
		issuer: 'sandbox',
		subject,
		name,
		email: null,
		username: null,
		podUserId: null,
		role,
	})
	const actor = await findActor(sessionId)
	if (!actor) throw new Error('who just signed in is not there')
	return actor
}

/** An operation that the record is told of: who wanted what, and the states that it went through. */
export interface Told {
	by: Actor
	groupId: string
	userId: string
	active: boolean
	reason: string
	ticket: string | null
	source: EntrySource
	/** Empty: an attempt that the console refused. */
	states: NonNullable<Entry['state']>[]
	/** Who closed it or sent it again, where somebody did. */
	lastBy?: Actor
}

/** Entries of an operation; no row of `changes` stands behind them. */
function entriesOf({ by, groupId, userId, active, reason, ticket, source, states, lastBy }: Told): Entry[] {
	const subject = { groupId, userId, active }
	const who = ({ issuer, subject: name }: Actor) => ({ issuer, subject: name })
	if (states.length === 0) {
		const details = { by: { name: by.name }, code: 'guard_rail', message: 'No.' }
		return [{ ...subject, action: 'attempt.refused', actor: who(by), source, details }]
	}
	const change = { ...subject, changeId: randomUUID(), operationId: randomUUID() }
	const details = { by: { name: by.name }, reason, ticket, groupName: `Group ${groupId}`, userName: null }
	return [
		{ ...change, action: 'change.intended', actor: who(by), state: 'pending', source, details },
		...states.map((state, index): Entry => {
			const actor = lastBy && index === states.length - 1 ? who(lastBy) : null
			const action = state === 'pending' ? 'change.sent_again' : (`change.${state}` as const)
			return { ...change, action, actor, state, details: {} }
		}),
	]
}

/** Tells the record of operations whose entries come one after the other; gives each one's first sequence. */
export async function tell(db: Database, told: Told[]): Promise<number[]> {
	const groups = told.map(entriesOf)
	const sequences = await appendEntries(db, groups.flat())
	let next = 0
	return groups.map((group) => {
		const first = sequences[next] ?? 0
		next += group.length
		return first
	})
}
