import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { roleTitle } from '#components/people/people-words.ts'
import { PersonDesk } from '#components/people/person-desk.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { forPage } from '#lib/auth/for-page.ts'
import type { Actor } from '#lib/auth/session.ts'
import { readSessionKey } from '#lib/auth/session-key.ts'
import { AppError } from '#lib/errors.ts'
import { readPerson } from '#lib/people/read.ts'
import { personHref } from '#lib/people/rules.ts'
import type { PersonView } from '#lib/people/schemas.ts'
import { requirePageAdministrator } from '../../page-administrator.ts'

export const metadata: Metadata = { title: 'Person' }

export default async function PersonPage({ params }: { params: Promise<{ personId: string }> }) {
	const { personId } = await params
	const person = await read(await requirePageAdministrator(personHref(personId)), personId)
	return (
		<>
			<PageHeader title={person.name} sentence={sentenceOn(person)} />
			<PersonDesk person={person} ownKey={person.isViewer ? await readSessionKey() : null} />
		</>
	)
}

const sentenceOn = ({ role, email, username }: PersonView) =>
	[roleTitle(role), email ?? username].filter(Boolean).join(' · ')

async function read(actor: Actor, personId: string): Promise<PersonView> {
	try {
		return await forPage(() => readPerson(actor, { personId }))
	} catch (error) {
		if (error instanceof AppError && ['not_found', 'invalid_input'].includes(error.code)) notFound()
		throw error
	}
}
