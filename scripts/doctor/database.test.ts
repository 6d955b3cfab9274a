import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { connectClient } from '#lib/db/connection.ts'
import { appRole, ownerRole, roleUrl } from '#lib/db/roles.ts'
import { createTestDatabase, type TestDatabase } from '#lib/db/testing/test-database.ts'
import { markerFor, newestKnown } from '#lib/db/version.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { appDatabaseChecks } from './database.ts'
import { ownerDatabaseChecks } from './owner-database.ts'
import { outcomesOf } from './testing/found.ts'

const [database, empty] = [await createTestDatabase(), await createTestDatabase({ migrated: false })]
const app = (url: string, poolSize = 10) => outcomesOf(appDatabaseChecks(url, poolSize))
const owner = (url: string, appUrl: string | null = database.appUrl) =>
	outcomesOf(ownerDatabaseChecks(url, appUrl))

async function asSuperuser({ superuserUrl, name }: TestDatabase, ...statements: string[]): Promise<void> {
	const client = await connectClient(superuserUrl.replace(/\/postgres$/, `/${name}`))
	for (const statement of statements) await client.query(statement)
	await client.end()
}

const withPassword = (url: string, password: string) => Object.assign(new URL(url), { password }).href

beforeAll(() => appendEntries(database.db, [{ action: 'attempt.refused', actor: null, details: {} }]))

test('a database that is as it should be is right in everything, and nothing in it has changed', async () => {
	const counted = async () => {
		const { rows } = await database.ownerDb.execute(sql`
			select relname, (xpath('/row/c/text()', query_to_xml('select count(*) as c from ' || relname, false, true, '')))[1]::text
			from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname`)
		const { rows: at } = await database.ownerDb.execute(sql`select max(xmin::text::bigint) from entries`)
		return { rows, at }
	}
	const before = await counted()
	const outcomes = { ...(await app(database.appUrl)), ...(await owner(database.ownerUrl)) }
	expect(Object.entries(outcomes).filter(([, outcome]) => !outcome.startsWith('ok:'))).toEqual([])
	expect(await counted()).toEqual(before)
})

describe('an address', () => {
	test.each([
		[
			'whose server is not there',
			'postgresql://a:canary@127.0.0.1:1/x',
			/^wrong: The database “x” at .*does not answer/,
		],
		['with a wrong password', withPassword(database.appUrl, 'canary'), /^wrong: .*refused the password/],
		[
			'of no database',
			roleUrl(database.appUrl, appRole, 'canary', 'nowhere'),
			/^wrong: .*(no such|refused the pass)/,
		],
		[
			'that names a file which is not there',
			`${database.appUrl}?sslmode=require&sslrootcert=/nowhere`,
			/^wrong: .*cannot be read/,
		],
	])('%s is told, and what needs it is not tried', async (_what, url, sentence) => {
		const outcomes = await app(url)
		expect(outcomes.reachable).toMatch(sentence)
		expect(outcomes.reachable).toMatch(/Check DATABASE_URL|Correct DATABASE_URL/)
		expect(outcomes.migrations).toBe('open: Not tried: it needs “reachable”.')
		expect(JSON.stringify(outcomes)).not.toContain('canary')
	})
})

describe('a database', () => {
	test.each([
		['older', 1, /^wrong: Some of this version’s are not applied/],
		['newer', 9_999_999_999_999, /^wrong: .*newer version of Scopekeeper/],
	])('%s than the code is told', async (_what, migration, sentence) => {
		const mark = (text: string) => database.ownerDb.execute(sql.raw(`comment on table entries is '${text}'`))
		await mark(markerFor(migration))
		const { migrations, role } = await app(database.appUrl)
		await mark(markerFor(newestKnown))
		expect(migrations).toMatch(sentence)
		expect(role).toMatch(/^open: Not tried/)
	})

	test('without tables is told, and its owner may make them', async () => {
		expect((await app(empty.appUrl)).migrations).toMatch(/^wrong: The database has no tables/)
		expect(await owner(empty.ownerUrl, empty.appUrl)).toMatchObject({
			rights: expect.stringMatching(/^ok: .*may make the tables/),
			'same database': expect.stringMatching(/^ok: Both addresses/),
		})
	})

	test('that takes no writes is told', async () => {
		const url = `${database.appUrl}?options=${encodeURIComponent('-c default_transaction_read_only=on')}`
		expect((await app(url)).record).toMatch(/^wrong: The server takes no writes/)
	})

	test('that takes fewer connections than a pool has is told', async () => {
		expect((await app(database.appUrl, 150)).connections).toMatch(/^warning: The server takes \d+, .*150/)
	})

	test('in another encoding is told', async () => {
		const name = `plain_${randomUUID().slice(0, 8)}`
		await asSuperuser(
			database,
			`create database ${name} owner ${ownerRole} encoding 'SQL_ASCII' locale_provider 'libc' locale 'C' template template0`,
		)
		const url = Object.assign(new URL(database.ownerUrl), { pathname: `/${name}` }).href
		expect((await owner(url)).rights).toMatch(/^wrong: The database’s encoding is SQL_ASCII/)
	})
})

describe('the console’s role', () => {
	test('that owns the tables is told', async () => {
		expect((await app(database.ownerUrl)).role).toMatch(/^wrong: .*could rewrite the record/)
	})

	test('that is a superuser is told', async () => {
		const url = database.superuserUrl.replace(/\/postgres$/, `/${database.name}`)
		expect((await app(url)).role).toMatch(/^wrong: .*could rewrite the record/)
	})

	test('that may do more than it must, or less, is told', async () => {
		const append = 'execute on function append(text[], bytea[], text[])'
		const create = 'create on schema public'
		await asSuperuser(database, `grant ${create} to ${appRole}`, `revoke ${append} from ${appRole}`)
		const { role, record } = await app(database.appUrl)
		await asSuperuser(database, `revoke ${create} from ${appRole}`, `grant ${append} to ${appRole}`)
		expect(role).toMatch(/^wrong: .*may create objects/)
		expect(record).toMatch(/^wrong: The role may not append/)
	})
})

describe('the owner’s address', () => {
	test('of the console’s role is told', async () => {
		expect((await owner(database.appUrl)).rights).toMatch(/^wrong: .*does not own the tables/)
	})

	test('of a role that may make nothing is told', async () => {
		expect((await owner(empty.appUrl)).rights).toMatch(/^wrong: .*may not create tables/)
	})

	test('of another database, or without the console’s, is told', async () => {
		expect((await owner(empty.ownerUrl))['same database']).toMatch(/^wrong: .*lead to different databases/)
		expect((await owner(empty.ownerUrl, null))['same database']).toMatch(/^wrong: DATABASE_URL is not set/)
		const away = await owner(database.ownerUrl, 'postgresql://a@127.0.0.1:1/x')
		expect(away['same database']).toMatch(/^open: Not tried/)
	})

	test('with a wrong password is told under its own name', async () => {
		const { reachable } = await owner(withPassword(database.ownerUrl, 'canary'))
		expect(reachable).toMatch(/^wrong: .*refused the password\. Check DATABASE_OWNER_URL/)
	})
})
