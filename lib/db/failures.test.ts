import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { asDatabaseFailure } from '#lib/database-failures.ts'
import { AppError } from '#lib/errors.ts'
import { createDatabase } from './client.ts'
import { users } from './schema.ts'
import { createTestDatabase } from './testing/test-database.ts'

const { db, appUrl, ownerDb, name, superuserUrl } = await createTestDatabase()

/** What a query's failure becomes. */
async function failureOf(query: PromiseLike<unknown>): Promise<unknown> {
	return Promise.resolve(query).then(
		() => undefined,
		(error: unknown) => asDatabaseFailure(error),
	)
}

function changeUrl(change: (url: URL) => void): string {
	const url = new URL(appUrl)
	change(url)
	return url.href
}

test.each([
	['a port that nobody listens on', changeUrl((url) => Object.assign(url, { port: '1' }))],
	['a name that does not resolve', changeUrl((url) => Object.assign(url, { hostname: 'database.invalid' }))],
	['a wrong password', changeUrl((url) => Object.assign(url, { password: 'topsecret' }))],
	['a database that does not exist', changeUrl((url) => Object.assign(url, { pathname: '/none' }))],
])('%s: the database does not answer, and nothing was sent', async (_name, url) => {
	const away = createDatabase(url)
	const failure = await failureOf(away.execute(sql`select 1`))
	await away.$client.end()
	expect(failure).toBeInstanceOf(AppError)
	expect(failure).toMatchObject({
		code: 'database_unavailable',
		message: expect.stringContaining('nothing was sent'),
	})
})

test('a database that takes no connections, as before a restore: it does not answer', async () => {
	const [operator, own] = [createDatabase(superuserUrl), createDatabase(appUrl)]
	const allow = (is: boolean) => operator.execute(sql.raw(`alter database ${name} allow_connections ${is}`))
	try {
		await allow(false)
		const failure = await failureOf(own.execute(sql`select 1`))
		expect(failure).toMatchObject({ code: 'database_unavailable' })
	} finally {
		await allow(true)
		await Promise.all([operator.$client.end(), own.$client.end()])
	}
})

test('a connection that is cut during a query: the database does not answer', async () => {
	const failure = await failureOf(db.execute(sql`select pg_terminate_backend(pg_backend_pid())`))
	expect(failure).toMatchObject({ code: 'database_unavailable' })
})

test('a connection that is cut during a transaction: the database does not answer', async () => {
	const transaction = db.transaction(async (tx) => {
		const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
		await ownerDbTerminates(rows[0]?.pid)
		await tx.execute(sql`select 1`)
	})
	expect(await failureOf(transaction)).toMatchObject({ code: 'database_unavailable' })
})

async function ownerDbTerminates(pid: number | undefined): Promise<void> {
	const other = createDatabase(appUrl)
	await other.execute(sql`select pg_terminate_backend(${pid}::int)`)
	await other.$client.end()
}

test('an idle connection that the server cuts ends nothing: the next query takes another', async () => {
	const own = createDatabase(appUrl, { maxConnections: 1 })
	const { rows } = await own.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
	// Not `events.once`: it listens to errors itself, and so would hide that nobody else does.
	const cut = new Promise((resolve) => own.$client.once('remove', resolve))
	await ownerDbTerminates(rows[0]?.pid)
	await cut
	expect((await own.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }])
	await own.$client.end()
})

test('a server that sleeps inside a transaction gives up its locks before others give up waiting for them', async () => {
	const { rows } = await db.execute(
		sql`select current_setting('idle_in_transaction_session_timeout')::interval
			< current_setting('statement_timeout')::interval as sooner`,
	)
	expect(rows).toEqual([{ sooner: true }])
})

test('a right taken away: the database cannot do this now', async () => {
	expect(await failureOf(db.execute(sql`delete from changes`))).toMatchObject({
		code: 'database_unavailable',
	})
})

test('a failure that was told already stays what it is, whatever lies behind it', () => {
	const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
	const told = new AppError('pod_unreachable', 'The pod does not answer.', { cause })
	expect(asDatabaseFailure(told)).toBe(told)
})

test('what the database answers to the query itself stays what it is', async () => {
	const person = { issuer: 'sandbox', subject: 'jo', name: 'Jo Fenwick', role: 'officer' } as const
	await db.insert(users).values({ id: randomUUID(), ...person })
	const failure = await failureOf(db.insert(users).values({ id: randomUUID(), ...person }))
	expect(failure).not.toBeInstanceOf(AppError)
	expect(failure).toMatchObject({ cause: { code: '23505' } })
	expect(asDatabaseFailure('a string')).toBe('a string')
	expect(await failureOf(ownerDb.execute(sql`select 1/0`))).toMatchObject({ cause: { code: '22012' } })
})
