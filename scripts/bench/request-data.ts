import { randomUUID } from 'node:crypto'
import { type Actor, findActor, openSession, sandboxIssuer } from '#lib/auth/session-store.ts'
import { connectClient } from '#lib/db/connection.ts'

/** A queue as a large firm would have it after years: a few thousand open requests, and all that ever were. */

export interface BenchCrowd {
	askers: Actor[]
	deciders: Actor[]
}

async function signInAs(role: Actor['role'], name: string): Promise<Actor> {
	const identity = { issuer: sandboxIssuer, subject: `bench-${randomUUID()}`, name, role }
	const sessionId = await openSession({ ...identity, email: null, username: null, podUserId: null })
	const actor = await findActor(sessionId)
	if (!actor) throw new Error(`${name} is not signed in`)
	return actor
}

export async function addCrowd(): Promise<BenchCrowd> {
	const many = (count: number, role: Actor['role'], name: string) =>
		Promise.all(Array.from({ length: count }, (_, at) => signInAs(role, `${name} ${at}`)))
	return { askers: await many(20, 'support', 'Asker'), deciders: await many(10, 'officer', 'Decider') }
}

const columns = `operation_id, kind, group_id, user_id, group_name, user_name, ends_at, reason, ticket, asker_id,
	state_before, state, claimed_by, claimed_at, created_at, due_at, closed_by, closed_at, note`

/** What the two kinds of rows have in common: row `n` of as many, and the arrays of people. */
const about = `gen_random_uuid(), kind, 'group ' || n % 400, (7215545000000 + (n / 400) % 3000)::text,
	'Group ' || n % 400, 'Officer ' || (n / 400) % 3000,
	case kind when 'set_end' then now() + interval '30 days' end,
	'Covers the desk until the end of the quarter, note ' || n, 'CMP-' || n, askers[1 + n % cardinality(askers)],
	case kind when 'assign' then 'not_assigned' else 'assigned' end`

/** One of them is rare, and among the oldest only: a page that is filtered by it has far to look. */
const kinds = `case when n % 25 = 0 and n > $1 * 0.9 then 'set_end' when n % 3 = 0 then 'unassign' else 'assign' end`

const rows = `select n, ${kinds} as kind, $2::uuid[] as askers, $3::uuid[] as deciders
	from generate_series(1, $1::int) as n`

const insertOpen = `insert into requests (${columns})
	select ${about}, state,
		case when state = 'open' and n % 4 > 0 then null else deciders[1 + n % cardinality(deciders)] end,
		null, created_at, created_at + interval '8 hours', null, null, null
	from (select *, now() - n * interval '5 seconds' as created_at,
		(array['open', 'open', 'open', 'open', 'open', 'open', 'half_approved', 'failed'])[1 + n % 8] as state
		from (${rows}) as each) as open`

const insertClosed = `insert into requests (${columns})
	select ${about}, (array['applied', 'applied', 'applied', 'rejected', 'withdrawn'])[1 + n % 5], null, null,
		closed_at - interval '3 hours', closed_at + interval '5 hours', deciders[1 + n % cardinality(deciders)],
		closed_at, 'Looked at and decided.'
	from (select *, now() - n * interval '90 seconds' as closed_at from (${rows}) as each) as closed`

/** Puts requests into the queue beside the record, which would take minutes longer. */
export async function fillRequests(
	ownerUrl: string,
	{ askers, deciders }: BenchCrowd,
	{ open, closed }: { open: number; closed: number },
): Promise<void> {
	const people = [askers.map(({ id }) => id), deciders.map(({ id }) => id)]
	const owner = await connectClient(ownerUrl)
	await owner.query('alter table requests disable trigger requests_begin_with_entry')
	await owner.query(insertClosed, [closed, ...people])
	await owner.query(insertOpen, [open, ...people])
	await owner.query('alter table requests enable trigger requests_begin_with_entry')
	await owner.query('vacuum analyze requests')
	await owner.end()
}
