import Link from 'next/link'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Card } from '#components/ui/card.tsx'
import { can } from '#lib/auth/permissions.ts'
import { findPageActor } from '#lib/auth/session.ts'
import { peopleHref } from '#lib/people/rules.ts'
import NoAdministration from '../../not-found.tsx'

/** For whoever is no administrator there is no such page at all. */
export default async function NoPerson() {
	const actor = await findPageActor()
	if (!actor || !can(actor.role, 'manage_people')) return <NoAdministration />
	return (
		<>
			<title>Not found · Scopekeeper</title>
			<PageHeader
				title="Nobody is known under this address"
				sentence="Only people who have signed in before are known."
			/>
			<Card className="px-5 py-6 text-ink-2">
				The address may be mistyped.{' '}
				<Link prefetch={false} href={peopleHref({})} className="font-semibold text-accent hover:underline">
					Back to the people
				</Link>
			</Card>
		</>
	)
}
