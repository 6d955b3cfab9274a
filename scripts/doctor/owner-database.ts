import { readDatabaseAddress, tlsWarning } from '#lib/database-address.ts'
import { databaseName } from '../launch/database.ts'
import { type Check, type Outcome, ok, open, warning, wrong } from './check.ts'
import { describeRefusal, reading } from './database.ts'

const variable = 'DATABASE_OWNER_URL'

interface Place {
	database: string
	started_at: string
	encoding: string
	has_tables: boolean
	is_owner: boolean
	may_create: boolean
	has_trigrams: boolean
	role: string
}

const select = `select current_database() as database, pg_postmaster_start_time()::text as started_at,
	pg_encoding_to_char((select encoding from pg_database where datname = current_database())) as encoding,
	to_regclass('public.entries') is not null as has_tables,
	coalesce((select pg_has_role(current_user, relowner, 'USAGE') from pg_class
		where oid = to_regclass('public.entries')), false) as is_owner,
	has_database_privilege(current_database(), 'CREATE')
		and has_schema_privilege('public', 'CREATE') as may_create,
	exists (select from pg_available_extensions where name = 'pg_trgm') as has_trigrams,
	current_user as role`

const lookAt = (url: string) =>
	reading(url, async (client) => {
		const { rows } = await client.query<Place>(select)
		const [place] = rows
		if (!place) throw new Error('A query that gives one row gave none')
		return place
	})

function describeRights({ has_tables, is_owner, may_create, has_trigrams, encoding, role }: Place): Outcome {
	if (has_tables && !is_owner) {
		return wrong(
			`“${role}” does not own the tables.`,
			`Set ${variable} to the address of the role that does.`,
		)
	}
	if (!may_create) {
		return wrong(
			`“${role}” may not create tables in the database.`,
			'Make it the owner of the database: ALTER DATABASE … OWNER TO ….',
		)
	}
	if (!has_tables && !has_trigrams) {
		return wrong(
			'The server does not have the extension pg_trgm, which the migrations take into use.',
			'Install PostgreSQL’s package “contrib” there.',
		)
	}
	if (encoding !== 'UTF8') {
		return wrong(
			`The database’s encoding is ${encoding}, and names are in every script.`,
			'Make a new one: CREATE DATABASE … ENCODING ‘UTF8’ TEMPLATE template0.',
		)
	}
	return ok(`“${role}” ${has_tables ? 'owns the tables' : 'may make the tables'}.`)
}

/** The checks of the owner's address, which only migrations use. @param appUrl where the console itself works */
export function ownerDatabaseChecks(url: string, appUrl: string | null): Check[] {
	let place: Place | null = null
	return [
		{
			what: 'reachable',
			async look() {
				try {
					place = await lookAt(url)
				} catch (error) {
					return describeRefusal(error, variable, url)
				}
				const weak = tlsWarning(url, variable)
				const { mode } = readDatabaseAddress(url)
				if (weak) return warning(weak, 'See docs/decisions/0023 for what each sslmode means.')
				return ok(`${databaseName(url)} answers, as the user “${place.role}” (sslmode ${mode}).`)
			},
		},
		{
			what: 'rights',
			needs: ['reachable'],
			look: () => (place ? describeRights(place) : open('Nothing was seen.')),
		},
		{
			what: 'same database',
			needs: ['reachable'],
			async look() {
				if (!appUrl) return wrong('DATABASE_URL is not set.', 'Set both addresses or neither.')
				const other = await lookAt(appUrl).catch(() => null)
				if (!other) return open('Not tried: the database of DATABASE_URL does not answer.')
				return place?.database === other.database && place.started_at === other.started_at
					? ok('Both addresses lead to one database.')
					: wrong('DATABASE_URL and DATABASE_OWNER_URL lead to different databases.', 'Correct one of them.')
			},
		},
	]
}
