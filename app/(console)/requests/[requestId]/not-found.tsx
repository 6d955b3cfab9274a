import Link from 'next/link'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Card } from '#components/ui/card.tsx'

export default function NoRequest() {
	return (
		<>
			<title>Not found · Scopekeeper</title>
			<PageHeader title="There is no such request" sentence="A request is told by its number." />
			<Card className="px-5 py-6 text-ink-2">
				The number in the address may be mistyped.{' '}
				<Link prefetch={false} href="/requests" className="font-semibold text-accent hover:underline">
					Go to the requests
				</Link>
			</Card>
		</>
	)
}
