import type { Metadata } from 'next'
import { AssignDesk } from '#components/assign/assign-desk.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { can, roleNames } from '#lib/auth/permissions.ts'
import { requirePageActor } from '#lib/auth/session.ts'

export const metadata: Metadata = { title: 'Assign a group' }

interface AssignPageProps {
	searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function AssignPage({ searchParams }: AssignPageProps) {
	const actor = await requirePageActor(addressOf(await searchParams))
	const canChange = can(actor.role, 'change_assignments')
	return (
		<>
			<PageHeader
				title={canChange ? 'Assign a group' : 'Look up an assignment'}
				sentence={
					canChange
						? 'Make an officer responsible for a compliance group, or end that.'
						: 'See whether an officer is responsible for a compliance group.'
				}
			/>
			<AssignDesk canChange={canChange} roleName={roleNames[actor.role]} />
		</>
	)
}

/** The address that was asked for, to come back to after signing in. */
function addressOf({ group, user }: Awaited<AssignPageProps['searchParams']>): string {
	const params = new URLSearchParams()
	if (typeof group === 'string') params.set('group', group)
	if (typeof user === 'string') params.set('user', user)
	return params.size > 0 ? `/assign?${params}` : '/assign'
}
