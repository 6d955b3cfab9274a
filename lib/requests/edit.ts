import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import { AppError } from '#lib/errors.ts'
import type { RequestView } from './schemas.ts'

/** Changes the end, reason or ticket of one’s own request until it is claimed. `input` is an `editFormSchema`. */
export async function editRequest(_actor: Actor, _input: unknown): Promise<RequestView> {
	throw new AppError('internal', 'Not there yet.')
}
