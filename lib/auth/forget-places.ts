import 'server-only'
import { sql } from 'drizzle-orm'
import { getDatabase } from '#lib/db/client.ts'
import { sessions } from '#lib/db/schema.ts'
import { isWithinLimits } from './session-store.ts'

/** How long it is kept where an ended session was opened from. */
const daysKept = 30

/**
 * Forgets what ended sessions hold that nobody needs any more: what the provider gave for signing out, at once; address
 * and browser, after 30 days. Safe in every process at once.
 */
export async function forgetPlaces(): Promise<void> {
	const db = getDatabase()
	await db
		.update(sessions)
		.set({ idToken: null })
		.where(sql`${sessions.idToken} is not null and not (${isWithinLimits()})`)
	await db
		.update(sessions)
		.set({ address: null, browser: null })
		.where(sql`(${sessions.address} is not null or ${sessions.browser} is not null)
			and coalesce(${sessions.endedAt}, ${sessions.lastSeenAt}) < now() - ${daysKept} * interval '1 day'`)
}
