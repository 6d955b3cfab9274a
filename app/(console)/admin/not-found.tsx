import Link from 'next/link'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Card } from '#components/ui/card.tsx'

export default function NoAdministration() {
	return (
		<>
			<title>Not found · Scopekeeper</title>
			<PageHeader title="There is no such page" sentence="Or it is not yours to see." />
			<Card className="px-5 py-6 text-ink-2">
				Whom the console knows is for administrators.{' '}
				<Link prefetch={false} href="/first" className="font-semibold text-accent hover:underline">
					Go to your first page
				</Link>
			</Card>
		</>
	)
}
