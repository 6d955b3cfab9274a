import Link from 'next/link'
import { PageHeader } from '#components/shell/page-header.tsx'
import { Card } from '#components/ui/card.tsx'

export default function NoEntry() {
	return (
		<>
			<title>Not found · Scopekeeper</title>
			<PageHeader title="There is no such entry" sentence="Or it is not yours to see." />
			<Card className="px-5 py-6 text-ink-2">
				The number in the address may be mistyped.{' '}
				<Link prefetch={false} href="/audit" className="font-semibold text-accent hover:underline">
					Go to the record
				</Link>
			</Card>
		</>
	)
}
