import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { appendEntries } from '#lib/ledger/append.ts'
import { sealEntry } from '#lib/ledger/seal.ts'
import { appRole, ownerRole } from './roles.ts'
import { users } from './schema.ts'
import { createTestDatabase } from './testing/test-database.ts'

const { db, appUrl, superuserUrl, ownerDb, name } = await createTestDatabase()
const permissionDenied = { code: '42501' }
const client = new Client({ connectionString: appUrl })

async function readRecord() {
	const { rows: entries } = await ownerDb.$client.query('select * from public.entries order by seq')
	const { rows: nodes } = await ownerDb.$client.query('select * from public.nodes order by level, idx')
	return { entries, nodes }
}

beforeAll(async () => {
	await client.connect()
	await appendEntries(
		db,
		[1, 2, 3].map((n) => ({ action: 'attempt.refused', actor: null, details: { n } })),
	)
})
afterAll(() => client.end())
beforeEach(() => client.query('reset all'))

const forbidden = [
	'insert into entries (seq, text) values (4, $$x$$)',
	'update entries set text = $$x$$',
	'update entries set salt = null, details = null',
	'delete from entries',
	'truncate entries',
	'merge into entries using (values (1)) as v (seq) on v.seq = entries.seq when matched then delete',
	'copy entries (seq, text) from stdin',
	'select * from entries for update',
	'insert into nodes values (0, 3, $$x$$)',
	'update nodes set hash = $$x$$',
	'delete from nodes',
	'truncate nodes',
	'select * from gate',
	'insert into gate default values',
	'truncate gate',
	'do $$begin lock table gate in exclusive mode; end$$',
	'do $$begin lock table entries in exclusive mode; end$$',
	'drop table entries',
	'alter table entries add column mine int',
	'alter table entries owner to current_user',
	'alter table entries alter column txid set default $$1$$',
	'create index on entries (text)',
	'create trigger t before insert on entries for each row execute function require_entry()',
	'create rule r as on insert to entries do instead nothing',
	'alter table entries enable row level security',
	'drop function append(text[], bytea[], text[])',
	'alter function append(text[], bytea[], text[]) set search_path = pg_temp',
	'create or replace function append(text[], bytea[], text[]) returns int language sql as $$select 1$$',
	'select require_entry()',
	'select require_request_entry()',
	'select require_schedule_entry()',
	'create or replace function require_entry() returns trigger language plpgsql as $$begin return new; end$$',
	'drop trigger changes_move_with_entry on changes',
	'alter table changes disable trigger all',
	'drop trigger requests_move_with_entry on requests',
	'alter table requests disable trigger all',
	'drop trigger schedules_begin_with_entry on schedules',
	'alter table schedules disable trigger all',
	'set session_replication_role = replica',
	'delete from changes',
	'truncate changes',
	'delete from users',
	'delete from sessions',
	'update changes set reason = $$another$$',
	'update changes set actor_id = id, created_at = now()',
	'update changes set group_id = $$another$$, user_id = $$another$$, active = false',
	'update changes set warnings = $$[]$$, state_before = $$assigned$$',
	'update changes set request_id = 1, schedule_id = id, break_glass = false',
	'delete from requests',
	'truncate requests cascade',
	'update requests set asker_id = asker_id',
	'update requests set kind = $$unassign$$',
	'update requests set group_id = $$another$$',
	'update requests set user_id = $$another$$',
	'update requests set operation_id = gen_random_uuid()',
	'update requests set created_at = now(), due_at = now()',
	'update requests set state_before = $$assigned$$, warnings = $$[]$$',
	'update requests set group_name = $$another$$, user_name = $$another$$, erased_at = now()',
	'delete from approvals',
	'update approvals set approver_id = approver_id',
	'update approvals set version = version + 1',
	'update approvals set note = $$another$$',
	'delete from request_comments',
	'update request_comments set text = $$another$$',
	'update request_comments set author_id = author_id',
	'delete from schedules',
	'update schedules set ends_at = now()',
	'update schedules set group_id = $$another$$',
	'update schedules set user_id = $$another$$',
	'update schedules set request_id = 1, created_at = now(), added_at_ms = 0',
	'delete from notifications',
	'update notifications set recipient_id = recipient_id',
	'update notifications set kind = $$decided$$, topic = $$another$$',
	'create table entries_of_mine ()',
	'create view public.entries_seen as select * from entries',
	'create schema mine',
	'create temporary table entries ()',
	`create function pg_temp.sha256(bytea) returns bytea language sql as $$select $1$$`,
	`create extension pgcrypto`,
	`select * from drizzle.__drizzle_migrations`,
	`set role ${ownerRole}`,
	`set session authorization ${ownerRole}`,
	`grant ${ownerRole} to ${appRole}`,
	`alter role ${appRole} superuser`,
	`create role another`,
	`alter database ${name} owner to ${appRole}`,
	`select pg_read_file('PG_VERSION')`,
]

describe('the app’s role cannot', () => {
	test.each(forbidden)('%s', async (statement) => {
		const before = await readRecord()
		await expect(client.query(statement)).rejects.toMatchObject(permissionDenied)
		expect(await readRecord()).toEqual(before)
	})
})

test('the app’s role cannot give rights: the server warns and gives none', async () => {
	const before = await readRecord()
	await client.query(`grant all on entries, nodes to ${appRole}, public`)
	await expect(client.query('delete from entries')).rejects.toMatchObject(permissionDenied)
	expect(await readRecord()).toEqual(before)
})

test('the app’s role is no superuser, makes no roles or databases, passes no row security, is in no other role', async () => {
	const { rows } = await client.query(
		`select rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,
			(select count(*)::int from pg_auth_members where member = pg_roles.oid) as memberships
		from pg_roles where rolname = current_user`,
	)
	expect(rows).toEqual([
		{
			rolsuper: false,
			rolcreaterole: false,
			rolcreatedb: false,
			rolreplication: false,
			rolbypassrls: false,
			memberships: 0,
		},
	])
})

test('another role, with no rights given, sees nothing and appends nothing', async () => {
	const role = `stranger_${randomUUID().slice(0, 8)}`
	const superuser = new Client({ connectionString: superuserUrl.replace(/\/postgres$/, `/${name}`) })
	await superuser.connect()
	try {
		await superuser.query(`create role ${role}`)
		await superuser.query(`set role ${role}`)
		for (const statement of ['select from public.entries', `select public.append('{}', '{}', '{}')`]) {
			await expect(superuser.query(statement)).rejects.toMatchObject(permissionDenied)
		}
	} finally {
		await superuser.query('reset role')
		await superuser.query(`drop role ${role}`)
		await superuser.end()
	}
})

describe('where the app’s role may make objects after all, they shadow nothing', () => {
	const shadows = [
		'create temporary table entries (seq bigint, text text, salt bytea, details text)',
		'create temporary table nodes (level smallint, idx bigint, hash bytea)',
		'create temporary table gate ()',
		'set search_path = pg_temp, mine, public, pg_catalog',
	]

	beforeAll(async () => {
		const superuser = new Client({ connectionString: superuserUrl.replace(/\/postgres$/, `/${name}`) })
		await superuser.connect()
		await superuser.query(`grant temporary on database ${name} to ${appRole}`)
		await superuser.query(`create schema mine authorization ${appRole}`)
		await superuser.end()
		await client.query('grant usage on schema mine to public')
		await client.query(
			`create function mine.sha256(bytea) returns bytea language sql as $$select '\\x00'::bytea$$`,
		)
		await client.query(
			'create function mine.same(xid8, xid8) returns boolean language sql as $$select true$$',
		)
		await client.query('create operator mine.= (leftarg = xid8, rightarg = xid8, function = mine.same)')
	})

	async function withShadows(perform: (shadowed: Client) => Promise<void>) {
		const shadowed = new Client({ connectionString: appUrl })
		await shadowed.connect()
		try {
			for (const statement of shadows) await shadowed.query(statement)
			await perform(shadowed)
		} finally {
			await shadowed.end()
		}
	}

	test('an append goes into the record, hashed as ever', async () => {
		await withShadows(async (shadowed) => {
			const before = await readRecord()
			const { body, salt, details } = sealEntry({ action: 'attempt.refused', actor: null, details: {} })
			await shadowed.query('select public.append($1, $2, $3)', [[body], [salt], [details]])
			const { rows } = await shadowed.query('select from pg_temp.entries')
			const after = await readRecord()
			expect(rows).toEqual([])
			expect(after.entries.slice(0, -1)).toEqual(before.entries)
			expect(after.entries.at(-1).text).toContain(body)
			expect(after.nodes.every(({ hash }) => hash.length === 32)).toBe(true)
		})
	})

	test('a change still needs an entry of its own transaction', async () => {
		const [id, actorId] = [randomUUID(), randomUUID()]
		await db.insert(users).values({ id: actorId, issuer: 'a', subject: 'b', name: 'Jo', role: 'officer' })
		await appendEntries(db, [
			{ action: 'change.intended', actor: null, changeId: id, state: 'pending', details: {} },
		])
		await withShadows(async (shadowed) => {
			const insert = shadowed.query(
				`insert into changes (id, operation_id, group_id, user_id, active, reason, actor_id, state_before, state, lease_until)
				values ($1, $1, 'g', '1', true, 'because', $2, 'assigned', 'pending', now())`,
				[id, actorId],
			)
			await expect(insert).rejects.toThrow('without an entry in the record')
		})
	})
})
