import Link from 'next/link'
import { Card } from '#components/ui/card.tsx'
import { auditHref, type FilterParams } from '#lib/audit/rules.ts'

/** Said where the record holds nothing that fits, with the next thing to try. */
export function NothingFound({ params }: { params: FilterParams }) {
	const { range, from, to, ...rest } = params
	const isLimitedInTime = Boolean(from || to) || range !== 'all'
	return (
		<Card className="px-5 py-8 text-center text-ink-2">
			<h2 className="text-lead font-semibold text-ink">Nothing in the record fits</h2>
			<p className="mt-1">
				{isLimitedInTime ? (
					<>
						Nothing in the chosen time.{' '}
						<Link
							prefetch={false}
							href={auditHref({ ...rest, range: 'all' })}
							className="font-semibold text-accent hover:underline"
						>
							Look in all of it
						</Link>
					</>
				) : Object.keys(rest).length > 0 ? (
					<Link
						prefetch={false}
						href="/audit?range=all"
						className="font-semibold text-accent hover:underline"
					>
						Clear filter
					</Link>
				) : (
					'Whatever is done here will be listed, newest first.'
				)}
			</p>
		</Card>
	)
}
