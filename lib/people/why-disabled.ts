import 'server-only'
import { and, desc, eq, sql } from 'drizzle-orm'
import { detailsOf, textIn } from '#lib/audit/entry-row.ts'
import { getDatabase } from '#lib/db/client.ts'
import { bodyMember } from '#lib/db/columns.ts'
import { entries } from '#lib/db/record-schema.ts'
import type { PersonRow } from './person-lines.ts'
import type { PersonView } from './schemas.ts'

/** What the record says of why a person is disabled; see `PersonView`. */
export async function whyDisabled(person: PersonRow): Promise<PersonView['whyDisabled']> {
	if (!person.disabledAt) return null
	const [entry] = await getDatabase()
		.select()
		.from(entries)
		.where(
			and(
				eq(entries.begins, true),
				eq(entries.action, 'person.disabled'),
				sql`${bodyMember(entries.text, 'person', 'subject')} = ${person.subject}`,
				sql`${bodyMember(entries.text, 'person', 'issuer')} = ${person.issuer}`,
			),
		)
		.orderBy(desc(entries.seq))
		.limit(1)
	return entry ? { reason: textIn(detailsOf(entry), 'reason'), sequence: entry.seq } : null
}
