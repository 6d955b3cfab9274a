import 'server-only'
import { env } from '#lib/env.ts'
import type { RequestSettings } from './schemas.ts'

/** How this console is set up for requests. */
export function readRequestSettings(): RequestSettings {
	return { approvals: env().approvals, maxGrantMs: env().requests.maxGrantMs }
}
