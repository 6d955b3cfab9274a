import { type Client, escapeIdentifier } from 'pg'
import { AppError } from '#lib/errors.ts'
import { canBecome, canBecomeOwnerSentence, mayDoMore, mayDoMoreSentence } from './role-rules.ts'

/** What may move in a row of `changes`; who asked for what, and when, may not. */
const movingColumns = [
	'state',
	'lease_until',
	'sent_at',
	'settled_at',
	'confirmed_by',
	'http_status',
	'pod_ms',
	'assignment',
	'problem',
	'first_old_read_at',
	'next_check_at',
	'checked_at',
	'check_problem',
	'send_count',
	'reviewed_by',
	'reviewed_at',
]

/** What may move in a row of `requests`: who asked for whom, and which way, may not. */
const movingRequestColumns = [
	'state',
	'version',
	'ends_at',
	'reason',
	'ticket',
	'claimed_by',
	'claimed_at',
	'edited_at',
	'overdue_told_at',
	'change_id',
	'closed_by',
	'closed_at',
	'note',
]

/** What may move in a row of `schedules`: which assignment ends, when and by which request, may not. */
const movingScheduleColumns = [
	'state',
	'closed_at',
	'next_try_at',
	'attempts',
	'problem',
	'change_id',
	'noticed_days',
	'leaves_no_assignee',
	'let_end_by',
	'let_end_at',
]

/** All that the app's role may do in the schema. Tables that are not here, it can neither read nor write. */
function grants(app: string): string[] {
	return [
		`grant usage on schema public to ${app}`,
		`grant select, insert, update on users, sessions to ${app}`,
		`grant select, insert on changes to ${app}`,
		`grant update (${movingColumns.join(', ')}) on changes to ${app}`,
		`grant select, insert on requests, approvals, request_comments, schedules, notifications to ${app}`,
		`grant update (${movingRequestColumns.join(', ')}) on requests to ${app}`,
		`grant update (${movingScheduleColumns.join(', ')}) on schedules to ${app}`,
		`grant update (read_at) on notifications to ${app}`,
		`grant select, insert, update, delete on allowances to ${app}`,
		`grant select on entries, nodes to ${app}`,
		`grant select, insert on checkpoints, checkpoint_keys to ${app}`,
		`grant select, insert, update on checkpoint_sinks, verifications, changes_by_day, counted_to to ${app}`,
		`grant execute on function append(text[], bytea[], text[]) to ${app}`,
	]
}

function refuse(sentence: string): never {
	throw new AppError('database_unavailable', sentence)
}

async function refuseUnfitRole(client: Client, role: string): Promise<void> {
	const { rows } = await client.query<{ owner: string }>('select current_user as owner')
	const can = await canBecome(client, role, rows[0]?.owner ?? '')
	if (can === null) {
		refuse(`The database has no role “${role}”. Make it, or correct the user name in DATABASE_URL.`)
	}
	if (can) refuse(canBecomeOwnerSentence(role))
}

/** Rights that were given elsewhere, such as to PUBLIC by another role, and that the owner cannot take back. */
async function refuseForeignRights(client: Client, role: string): Promise<void> {
	if (await mayDoMore(client, role)) refuse(mayDoMoreSentence(role))
}

/**
 * Takes every right in the schema from PUBLIC and from the app's role, and gives the latter what it needs, in
 * one transaction: a console that is running never finds itself without.
 *
 * @param client connected as the owner, with `search_path` on the schema
 * @throws AppError `database_unavailable` where the role is missing or could do more than it must
 */
export async function grantToApp(client: Client, role: string): Promise<void> {
	await refuseUnfitRole(client, role)
	const app = escapeIdentifier(role)
	const everything = [
		'schema public',
		`table users, sessions, changes, entries, nodes, gate,
			checkpoints, checkpoint_keys, checkpoint_sinks, verifications,
			requests, approvals, request_comments, schedules, notifications, allowances, changes_by_day, counted_to`,
		'function append(text[], bytea[], text[]), require_entry(), require_request_entry(), require_schedule_entry()',
	]
	const revokes = everything.map((what) => `revoke all on ${what} from public, ${app}`)
	await client.query('begin')
	try {
		for (const statement of [...revokes, ...grants(app)]) await client.query(statement)
		await refuseForeignRights(client, role)
		await client.query('commit')
	} catch (error) {
		await client.query('rollback')
		throw error
	}
}
