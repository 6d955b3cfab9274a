import 'server-only'
import { eq, getTableColumns } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { getDatabase } from '#lib/db/client.ts'
import { users } from '#lib/db/schema.ts'
import { countOpenSessions } from './open-sessions.ts'
import type { PersonLine } from './schemas.ts'

export type PersonRow = typeof users.$inferSelect

interface ToldRow {
	person: PersonRow
	disabledByName: string | null
	openSessions: number
}

const disabler = alias(users, 'disabler')

/** People with who disabled them and how many sessions they have open; a query to be narrowed. */
export function selectPeople() {
	return getDatabase()
		.select({
			person: getTableColumns(users),
			disabledByName: disabler.name,
			openSessions: countOpenSessions(),
		})
		.from(users)
		.leftJoin(disabler, eq(disabler.id, users.disabledBy))
		.$dynamic()
}

export function lineOf({ person, disabledByName, openSessions }: ToldRow): PersonLine {
	const { id, name, email, username, subject, role, lastSignInAt, disabledAt } = person
	return {
		id,
		name,
		email,
		username,
		subject,
		role,
		lastSignInAt: lastSignInAt.toISOString(),
		openSessions,
		disabled: disabledAt && { at: disabledAt.toISOString(), by: disabledByName },
	}
}
