import { notFound } from 'next/navigation'
import { can } from '#lib/auth/permissions.ts'
import { type Actor, requirePageActor, requireRecentPageActor } from '#lib/auth/session.ts'

/** The administrator whose page it is; for everyone else there is none. */
export async function requirePageAdministrator(returnTo: string): Promise<Actor> {
	const { role } = await requirePageActor(returnTo)
	if (!can(role, 'manage_people')) notFound()
	return requireRecentPageActor(returnTo)
}
