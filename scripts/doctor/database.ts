import type { Client } from 'pg'
import { readDatabaseAddress, tlsWarning } from '#lib/database-address.ts'
import { describeConnectFailure } from '#lib/db/connect-failure.ts'
import { connectClient } from '#lib/db/connection.ts'
import { type DatabaseLook, lookAtDatabase } from '#lib/db/look.ts'
import { canBecome, canBecomeOwnerSentence, mayDoMore, mayDoMoreSentence } from '#lib/db/role-rules.ts'
import { AppError } from '#lib/errors.ts'
import { databaseName, oldestMajorVersion } from '../launch/database.ts'
import { type Check, type Outcome, ok, warning, wrong } from './check.ts'

const mostSkewMs = 10_000

/** Works over a connection of its own to the end, and writes nothing: the server refuses it for as long as it lasts. */
export async function reading<T>(url: string, read: (client: Client) => Promise<T>): Promise<T> {
	const client = await connectClient(url, { connectMs: 5_000, queryMs: 5_000 })
	try {
		await client.query('set session characteristics as transaction read only')
		return await read(client)
	} finally {
		await client.end().catch(() => {})
	}
}

export function describeRefusal(error: unknown, variable: string, url: string): Outcome {
	if (error instanceof AppError) return wrong(error.message, `Correct ${variable}.`)
	const { reason, advice } = describeConnectFailure(error)
	const then = advice ? `, and ${advice}` : ''
	return wrong(`${databaseName(url)} ${reason}.`, `Check ${variable}${then}.`)
}

function describeTls(look: DatabaseLook, url: string, variable: string): Outcome {
	const weak = tlsWarning(url, variable)
	if (weak) return warning(weak, 'See docs/decisions/0023 for what each sslmode means.')
	const { mode, isLocal } = readDatabaseAddress(url)
	if (look.isEncrypted) return ok(`In use (${mode}).`)
	return ok(isLocal ? 'Not in use: the address does not leave this machine.' : 'Not in use.')
}

function describeMigrations({ migrations }: DatabaseLook): Outcome {
	switch (migrations) {
		case 'current':
			return ok('All of this version’s are applied.')
		case 'newer':
			return wrong(
				'The database was made by a newer version of Scopekeeper.',
				'Start that version, or a newer one.',
			)
		case 'older':
			return wrong(
				'Some of this version’s are not applied.',
				'Run `npm run migrate` with DATABASE_OWNER_URL set.',
			)
		case 'missing':
			return wrong(
				'The database has no tables of Scopekeeper’s.',
				'Run `npm run migrate` with DATABASE_OWNER_URL set.',
			)
	}
}

/** What the app's role may do beyond its own, and whether it may do that. */
async function describeAppRole(client: Client): Promise<Outcome> {
	const { rows } = await client.query<{ role: string; owner: string; is_super: boolean }>(
		`select current_user as role, pg_get_userbyid(relowner) as owner,
			(select rolsuper from pg_roles where rolname = current_user) as is_super
		from pg_class where oid = to_regclass('public.entries')`,
	)
	const [found] = rows
	if (!found) return wrong('The table of the record is not there.', 'Run `npm run migrate`.')
	const { role, owner, is_super: isSuper } = found
	if (isSuper || (await canBecome(client, role, owner))) {
		return wrong(
			canBecomeOwnerSentence(role),
			'README, “With a real pod”, has the statements that make both roles.',
		)
	}
	if (await mayDoMore(client, role))
		return wrong(mayDoMoreSentence(role), 'Run `npm run migrate` afterwards.')
	return ok(
		`“${role}” is not “${owner}”, cannot become it, and may not write to the record past its one function.`,
	)
}

/** The checks of the address that the console itself uses. */
export function appDatabaseChecks(url: string, poolSize: number, variable = 'DATABASE_URL'): Check[] {
	let look: DatabaseLook | null = null
	const seen = (tell: (look: DatabaseLook) => Outcome) => () =>
		look ? tell(look) : wrong('Nothing was seen.', 'Try again.')
	return [
		{
			what: 'reachable',
			async look() {
				try {
					look = await lookAtDatabase(url)
					return ok(`${databaseName(url)} answers, as the user “${readDatabaseAddress(url).user}”.`)
				} catch (error) {
					return describeRefusal(error, variable, url)
				}
			},
		},
		{ what: 'TLS', needs: ['reachable'], look: seen((found) => describeTls(found, url, variable)) },
		{
			what: 'version',
			needs: ['reachable'],
			look: seen(({ majorVersion }) =>
				majorVersion >= oldestMajorVersion
					? ok(`PostgreSQL ${majorVersion}.`)
					: wrong(`PostgreSQL ${majorVersion}.`, `Scopekeeper needs ${oldestMajorVersion} or newer.`),
			),
		},
		{ what: 'migrations', needs: ['reachable'], look: seen(describeMigrations) },
		{ what: 'role', needs: ['migrations'], look: () => reading(url, describeAppRole) },
		{
			what: 'record',
			needs: ['migrations'],
			look: seen(({ isWritable, mayAppend }) => {
				if (!isWritable) {
					return wrong(
						'The server takes no writes: a standby, or read-only.',
						`Name the primary in ${variable}.`,
					)
				}
				return mayAppend
					? ok('The role may append to it.')
					: wrong('The role may not append to it.', 'Run `npm run migrate`, which gives it its rights.')
			}),
		},
		{
			what: 'connections',
			needs: ['reachable'],
			look: () => reading(url, (client) => describeConnections(client, poolSize)),
		},
		{
			what: 'clock',
			needs: ['reachable'],
			look: seen(({ nowMs }) => describeDatabaseClock(nowMs - Date.now())),
		},
	]
}

async function describeConnections(client: Client, poolSize: number): Promise<Outcome> {
	const { rows } = await client.query<{ most: number }>(
		`select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as most`,
	)
	const most = rows[0]?.most ?? 0
	const saw = `The server takes ${most}, and each instance of the console up to ${poolSize} (DATABASE_POOL_SIZE).`
	if (poolSize < most) return ok(saw)
	return warning(saw, 'Lower DATABASE_POOL_SIZE, or raise max_connections.')
}

function describeDatabaseClock(aheadMs: number): Outcome {
	const seconds = Math.round(Math.abs(aheadMs) / 1000)
	if (Math.abs(aheadMs) <= mostSkewMs) return ok('It agrees with this machine’s.')
	return warning(
		`It is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} this machine’s.`,
		'Let both take their time from the network (NTP).',
	)
}
