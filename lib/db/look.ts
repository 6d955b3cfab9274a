import { connectClient } from './connection.ts'
import { migrationIn, newestKnown, selectMarker } from './version.ts'

/** What a role sees of a database, by reading alone. */
export interface DatabaseLook {
	majorVersion: number
	/** Whether this server takes writes: a standby, or one that was made read-only, does not. */
	isWritable: boolean
	/** Against this code; `missing` where it has no tables of Scopekeeper's. */
	migrations: 'current' | 'older' | 'newer' | 'missing'
	/** Whether the role may append to the record, and read it. */
	mayAppend: boolean
	/** Of the server, epoch milliseconds. */
	nowMs: number
	isEncrypted: boolean
}

/**
 * An append that is rolled back would take the record's gate from whoever appends, and leave dead rows behind with
 * each look: what an append needs is looked at instead. It does not see a disk that is full.
 */
const select = `select
	current_setting('server_version_num')::int / 10000 as major_version,
	not pg_is_in_recovery() and current_setting('transaction_read_only') = 'off' as is_writable,
	(${selectMarker}) as comment,
	coalesce(has_function_privilege(to_regprocedure('public.append(text[],bytea[],text[])'), 'EXECUTE'), false)
		and coalesce(has_table_privilege(to_regclass('public.entries'), 'SELECT'), false) as may_append,
	extract(epoch from clock_timestamp()) * 1000 as now_ms,
	coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as is_encrypted`

interface Row {
	major_version: number
	is_writable: boolean
	comment: string | null
	may_append: boolean
	now_ms: string
	is_encrypted: boolean
}

function compare(applied: number): DatabaseLook['migrations'] {
	if (applied === 0) return 'missing'
	if (applied === newestKnown) return 'current'
	return applied < newestKnown ? 'older' : 'newer'
}

/**
 * Looks at a database over a connection of its own, 3 s at most, and writes nothing.
 * @throws AppError `invalid_input` where the address makes no sense; what `pg` throws where it does not answer
 */
export async function lookAtDatabase(address: string): Promise<DatabaseLook> {
	const client = await connectClient(address, { connectMs: 2_000, queryMs: 1_000 })
	try {
		const { rows } = await client.query<Row>(select)
		const [row] = rows
		if (!row) throw new Error('A query that gives one row gave none')
		return {
			majorVersion: row.major_version,
			isWritable: row.is_writable,
			migrations: compare(migrationIn(row.comment)),
			mayAppend: row.may_append,
			nowMs: Number(row.now_ms),
			isEncrypted: row.is_encrypted,
		}
	} finally {
		await client.end().catch(() => {})
	}
}
