import { type Database, getDatabase } from './client.ts'

/**
 * A query that is built once, and then only given its values: for what every request asks. Its name is empty, so that
 * no connection keeps it, and a pooler may stand between.
 */
export function buildOnce<Query>(build: (db: Database) => { prepare(name: string): Query }): () => Query {
	const built = new WeakMap<Database, Query>()
	return () => {
		const db = getDatabase()
		const query = built.get(db) ?? build(db).prepare('')
		built.set(db, query)
		return query
	}
}
