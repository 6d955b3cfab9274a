import Link from 'next/link'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Card } from '#components/ui/card.tsx'
import { peopleHref } from '#lib/people/rules.ts'

export default function NoPerson() {
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
