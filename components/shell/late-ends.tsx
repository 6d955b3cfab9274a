'use client'

import Link from 'next/link'
import { counted } from '#components/directory/counted.ts'
import { deskHref } from '#components/requests/desk-address.ts'
import { useRequestCounts } from './use-request-counts.ts'

/** Said for as long as it is so, on every page: some assignment should have ended by now and has not. */
export function LateEnds() {
	const late = useRequestCounts().data?.late ?? 0
	return (
		<p role="status" className="empty:hidden">
			{late > 0 ? (
				<Link
					prefetch={false}
					href={deskHref({ tab: 'ending' })}
					className="flex gap-[7px] rounded-sm font-semibold text-bad hover:underline"
				>
					<span aria-hidden="true" className="mt-[5px] size-2 shrink-0 rounded-full bg-bad" />
					{counted(late, 'assignment is past its end', 'assignments are past their end')}
				</Link>
			) : null}
		</p>
	)
}
