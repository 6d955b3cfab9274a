import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import { AppError } from '#lib/errors.ts'
import type { RequestView } from './schemas.ts'

/** Files a request. `input` is a `requestFormSchema`. */
export async function fileRequest(_actor: Actor, _input: unknown): Promise<RequestView> {
	throw new AppError('internal', 'Not there yet.')
}
