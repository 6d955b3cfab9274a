import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import { type PairNames, recordingRefusals } from '#lib/changes/refused-attempts.ts'
import { afterTheRecord } from '#lib/database-failures.ts'
import { readRequest } from './read.ts'
import type { RequestView } from './schemas.ts'

/**
 * Does one thing with a request, inside the console alone; where that is refused, the attempt goes into the record.
 * @param perform gives the request's id, and tells whom it is about as soon as that is read
 * @returns the request as it stands afterwards
 * @throws AppError whatever `perform` throws, or `database_unavailable`
 */
export async function performOnRequest(
	actor: Actor,
	input: unknown,
	perform: (tellPair: (names: PairNames) => void) => Promise<number>,
): Promise<RequestView> {
	const requestId = await recordingRefusals(actor, input, perform, 'requests_page')
	return afterTheRecord(() => readRequest(actor, { requestId }))
}
