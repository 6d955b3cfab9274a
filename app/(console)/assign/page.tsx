import type { Metadata } from 'next'
import { AssignDesk } from '#components/assign/assign-desk.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { can, roleNames } from '#lib/auth/permissions.ts'
import { type Actor, requirePageActor } from '#lib/auth/session.ts'
import type { RequestSettings } from '#lib/requests/schemas.ts'
import { readRequestSettings } from '#lib/requests/settings.ts'

interface AssignPageProps {
	searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ searchParams }: AssignPageProps): Promise<Metadata> {
	const actor = await requirePageActor(addressOf(await searchParams))
	return { title: titleFor(actor) }
}

export default async function AssignPage({ searchParams }: AssignPageProps) {
	const actor = await requirePageActor(addressOf(await searchParams))
	const canChange = can(actor.role, 'change_assignments')
	return (
		<>
			<PageHeader
				title={titleFor(actor)}
				sentence={canChange ? sentenceFor(readRequestSettings()) : lookUpSentence}
			/>
			<AssignDesk
				canChange={canChange}
				canBreakGlass={can(actor.role, 'break_glass')}
				listsAll={can(actor.role, 'read_whole_record')}
				roleName={roleNames[actor.role]}
			/>
		</>
	)
}

const lookUpSentence = 'See whether an officer is responsible for a compliance group.'

function sentenceFor({ approvals }: RequestSettings): string {
	const sentence = 'Make an officer responsible for a compliance group, or end that.'
	switch (approvals) {
		case 'direct':
			return sentence
		case 'second':
			return `${sentence} Every change waits for another officer.`
		case 'two':
			return `${sentence} Every change waits for two other officers.`
	}
}

const titleFor = ({ role }: Actor) =>
	can(role, 'change_assignments') ? 'Assign a group' : 'Look up an assignment'

/** The address that was asked for, to come back to after signing in. */
function addressOf({ group, user }: Awaited<AssignPageProps['searchParams']>): string {
	const params = new URLSearchParams()
	if (typeof group === 'string') params.set('group', group)
	if (typeof user === 'string') params.set('user', user)
	return params.size > 0 ? `/assign?${params}` : '/assign'
}
