import { AsyncLocalStorage } from 'node:async_hooks'
import { createDatabase, type Database } from '#lib/db/client.ts'
import { processSingleton } from '#lib/process-singleton.ts'

/**
 * Makes the process's one database, before its first use, one that can be another for all that a call does, and
 * goes on doing: tests that run side by side each break a database of their own.
 * @returns performs something with another database than the one at `url`
 */
export function switchDatabases(url: string): <T>(database: Database, perform: () => T) => T {
	const chosen = new AsyncLocalStorage<Database>()
	processSingleton('database', () => {
		const usual = createDatabase(url)
		return new Proxy(usual, {
			get(_target, name) {
				const database = chosen.getStore() ?? usual
				const value: unknown = Reflect.get(database, name)
				return typeof value === 'function' ? value.bind(database) : value
			},
		})
	})
	return (database, perform) => chosen.run(database, perform)
}
