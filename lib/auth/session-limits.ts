import 'server-only'
import { env } from '#lib/env.ts'

/** How long a session lasts without activity, and at most. */
export interface SessionLimits {
	idleMs: number
	maxMs: number
}

export const readSessionLimits = (): SessionLimits => env().session
