'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { counted } from '#components/directory/counted.ts'
import { unknownChangesQuery } from './use-shell.ts'

/** Said for as long as it is so, on every page: some change's outcome is not known. */
export function UnknownChanges() {
	const { data } = useQuery(unknownChangesQuery)
	const count = data?.count ?? 0
	return (
		<p role="status" className="empty:hidden">
			{count > 0 ? (
				<Link
					prefetch={false}
					href="/audit?range=all&outcome=open"
					className="flex gap-[7px] rounded-sm font-semibold text-warn hover:underline"
				>
					<span aria-hidden="true" className="mt-[5px] size-2 shrink-0 rounded-full bg-warn" />
					{counted(count, 'change', 'changes')} being checked with the pod
				</Link>
			) : null}
		</p>
	)
}
