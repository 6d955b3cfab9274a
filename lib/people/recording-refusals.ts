import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import { recordingRefusals } from '#lib/changes/refused-attempts.ts'
import type { PersonRow } from './person-lines.ts'

/**
 * Performs something with somebody's access; where that is refused, the attempt goes into the record.
 * @param perform tells whom it is about as soon as that is read
 * @throws AppError whatever `perform` throws, or `database_unavailable`
 */
export async function recordingPersonRefusals<T>(
	actor: Actor,
	perform: (tellPerson: (person: PersonRow) => PersonRow) => Promise<T>,
): Promise<T> {
	const attempt = (tellNames: Parameters<Parameters<typeof recordingRefusals>[2]>[0]) =>
		perform((person) => {
			const { issuer, subject, name } = person
			tellNames({ groupName: null, userName: null, about: { person: { issuer, subject }, name } })
			return person
		})
	return recordingRefusals(actor, {}, attempt, 'people_page')
}
