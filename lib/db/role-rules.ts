import type { Client } from 'pg'

/** What the console's role must not be able to do, as the migrations refuse it and `npm run doctor` tells of it. */

/** Whether a role can become the owner of the tables; null where there is no such role. */
export async function canBecome(client: Client, role: string, owner: string): Promise<boolean | null> {
	const { rows } = await client.query<{ can: boolean }>(
		`select pg_has_role(oid, $2, 'MEMBER') as can from pg_roles where rolname = $1`,
		[role, owner],
	)
	return rows[0]?.can ?? null
}

export const canBecomeOwnerSentence = (role: string) =>
	`The role “${role}” of DATABASE_URL is the owner of the tables, or can become it, so it could rewrite the record. Give DATABASE_URL a role of its own that is no member of the owner’s.`

/** Whether a role may make objects in the schema, or write to the record past its one function. */
export async function mayDoMore(client: Client, role: string): Promise<boolean> {
	const { rows } = await client.query<{ more: boolean }>(
		`select has_schema_privilege($1, 'public', 'CREATE')
			or has_table_privilege($1, 'public.entries', 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')
			or has_table_privilege($1, 'public.nodes', 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER') as more`,
		[role],
	)
	return rows[0]?.more ?? true
}

export const mayDoMoreSentence = (role: string) =>
	`The role “${role}” of DATABASE_URL may create objects in the schema “public” or write to the record. Revoke those rights (for example: REVOKE CREATE ON SCHEMA public FROM PUBLIC).`
