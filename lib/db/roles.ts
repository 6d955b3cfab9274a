import { type Client, escapeIdentifier, escapeLiteral } from 'pg'
import { connectClient } from './connection.ts'

export const ownerRole = 'scopekeeper_owner'
export const appRole = 'scopekeeper_app'
const databaseName = 'scopekeeper'

export interface RolePasswords {
	ownerPassword: string
	appPassword: string
}

async function ensureRole(client: Client, role: string, password: string): Promise<void> {
	const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
	const verb = rowCount ? 'alter' : 'create'
	const limits = 'login nosuperuser nocreatedb nocreaterole noreplication nobypassrls'
	await client.query(
		`${verb} role ${escapeIdentifier(role)} with ${limits} password ${escapeLiteral(password)}`,
	)
}

/**
 * Makes the two roles, or gives them these passwords where they exist: the owner's, for migrations, and the
 * app's, which is no member of it (one login that can become the owner would guard nothing).
 *
 * @param superuserUrl any database of the server, as a role that may make roles
 */
export async function ensureRoles(superuserUrl: string, passwords: RolePasswords): Promise<void> {
	const client = await connectClient(superuserUrl)
	try {
		await ensureRole(client, ownerRole, passwords.ownerPassword)
		await ensureRole(client, appRole, passwords.appPassword)
		await client.query(`revoke ${escapeIdentifier(ownerRole)} from ${escapeIdentifier(appRole)}`)
	} finally {
		await client.end()
	}
}

/**
 * Makes the owner's database `name` where it is missing. On it, the app's role may connect and nothing else: no
 * schema, no temporary table (its shadows are harmless, and it needs none).
 *
 * @param template a database to copy, which nobody is connected to
 */
export async function ensureDatabase(
	superuserUrl: string,
	name: string = databaseName,
	template?: string,
): Promise<void> {
	const client = await connectClient(superuserUrl)
	const database = escapeIdentifier(name)
	try {
		const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
		const copied = template ? ` template ${escapeIdentifier(template)}` : ''
		if (!rowCount) await client.query(`create database ${database} owner ${ownerRole}${copied}`)
		await client.query(`revoke all on database ${database} from public`)
		await client.query(`grant connect on database ${database} to ${appRole}`)
	} finally {
		await client.end()
	}
}

/** `serverUrl` with another role and database. */
export function roleUrl(
	serverUrl: string,
	role: string,
	password: string,
	name: string = databaseName,
): string {
	const url = new URL(serverUrl)
	url.username = role
	url.password = password
	url.pathname = `/${name}`
	return url.href
}
