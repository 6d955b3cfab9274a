import { setImmediate } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { appRole } from '#lib/db/roles.ts'
import { startFaultyConnection } from '#lib/db/testing/faulty-connection.ts'
import { startSwallowingConnection } from '#lib/db/testing/swallowing-connection.ts'
import { createTestDatabase } from '#lib/db/testing/test-database.ts'
import { markerFor, newestKnown } from '#lib/db/version.ts'
import { createReadiness, type Readiness } from './readiness.ts'

const database = await createTestDatabase()
const way = await startSwallowingConnection(database.appUrl)
afterAll(() => way.close())

const running = () => false
const readinessOf = (url: string | null) => createReadiness(url, running)()
const failing = ({ ready, checks }: Readiness) => ({ ready, because: checks.find(({ ok }) => !ok)?.detail })

/** Time passes when a test says so; what comes over a connection comes as it comes. */
const holdTime = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
afterEach(() => void vi.useRealTimers())

describe('a process is ready', () => {
	test('while its database answers, has this code’s tables and can be written', async () => {
		const { ready, checks } = await readinessOf(database.appUrl)
		expect({ ready, names: checks.map(({ name }) => name) }).toEqual({
			ready: true,
			names: ['database', 'migrations', 'record'],
		})
	})

	test('no longer than 5 s after its database has gone silent, and again by itself afterwards', async () => {
		holdTime()
		const read = createReadiness(way.url, running)
		expect(await read()).toMatchObject({ ready: true })
		way.swallow()
		await pass(1_000)
		const silent = read()
		await pass(4_000)
		expect(failing(await silent)).toEqual({
			ready: false,
			because: 'The database does not answer (no answer in time).',
		})
		way.heal()
		await pass(1_000)
		expect(await read()).toMatchObject({ ready: true })
	})
})

describe('a process is not ready', () => {
	test('where its database lets it in and then says nothing', async () => {
		const silent = await startFaultyConnection(database.appUrl)
		silent.failAt(1, { reachesServer: false, ends: 'silence' })
		holdTime()
		const answer = readinessOf(silent.url)
		while (!silent.hasStruck()) await setImmediate()
		await pass(4_000)
		expect(failing(await answer).because).toBe('The database does not answer (no answer in time).')
		await silent.close()
	})

	test('where nothing listens, or nothing is configured', async () => {
		expect(failing(await readinessOf('postgresql://app:canary@127.0.0.1:1/db'))).toEqual({
			ready: false,
			because: 'The database does not answer (ECONNREFUSED).',
		})
		expect(failing(await readinessOf(null)).because).toMatch(/^No address/)
	})

	test('where a file that the address names is not there', async () => {
		const { because } = failing(await readinessOf(`${database.appUrl}?sslmode=require&sslrootcert=/nowhere`))
		expect(because).toMatch(/cannot be read/)
	})

	test('where its process is stopping, and its database is not asked', async () => {
		const before = way.opened()
		const { because } = failing(await createReadiness(way.url, () => true)())
		expect(because).toBe('This process is stopping.')
		expect(way.opened()).toBe(before)
	})

	test('over an empty database', async () => {
		const { appUrl } = await createTestDatabase({ migrated: false })
		expect(failing(await readinessOf(appUrl)).because).toMatch(/has no tables/)
	})

	describe('over a database', () => {
		afterEach(async () => {
			await database.ownerDb.execute(
				sql.raw(`grant execute on function append(text[], bytea[], text[]) to ${appRole}`),
			)
		})

		test.each([
			['older', 1, /older than this version/],
			['newer', 9_999_999_999_999, /newer than this version/],
		])('%s than the code', async (_which, migration, sentence) => {
			const mark = (text: string) =>
				database.ownerDb.execute(sql.raw(`comment on table entries is '${text}'`))
			await mark(markerFor(migration))
			const { because } = failing(await readinessOf(database.appUrl))
			await mark(markerFor(newestKnown))
			expect(because).toMatch(sentence)
		})

		test('that takes no writes', async () => {
			const url = new URL(database.appUrl)
			url.searchParams.set('options', '-c default_transaction_read_only=on')
			expect(failing(await readinessOf(url.href)).because).toMatch(/takes no writes/)
		})

		test('whose record may not be appended to', async () => {
			await database.ownerDb.execute(
				sql.raw(`revoke execute on function append(text[], bytea[], text[]) from ${appRole}`),
			)
			expect(failing(await readinessOf(database.appUrl)).because).toMatch(/may not append/)
		})
	})
})

test('a flood of probes is one connection', async () => {
	const before = way.opened()
	const read = createReadiness(way.url, running)
	await Promise.all(Array.from({ length: 200 }, () => read()))
	await Promise.all(Array.from({ length: 200 }, () => read()))
	expect(way.opened() - before).toBe(1)
})

test('a look leaves nothing behind', async () => {
	const written = async () => {
		const { rows } = await database.ownerDb.execute(sql`select count(*) from entries`)
		const { rows: stats } = await database.ownerDb.execute(
			sql`select sum(n_tup_ins + n_tup_upd + n_tup_del + n_dead_tup) as all from pg_stat_user_tables`,
		)
		return [rows, stats]
	}
	const before = await written()
	await readinessOf(database.appUrl)
	expect(await written()).toEqual(before)
})
