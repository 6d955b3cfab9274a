import { grouped } from '#components/directory/counted.ts'
import { can, type Role } from '#lib/auth/permissions.ts'
import { useRequestCounts } from './use-request-counts.ts'

/** How many requests wait in the part of the queue that a person's work begins with. */
export function WaitingCount({ role }: { role: Role }) {
	const { data } = useRequestCounts()
	const seesAll = can(role, 'read_whole_requests')
	const count = (seesAll ? data?.unclaimed : data?.mine) ?? 0
	if (count === 0) return null
	return (
		<span className="min-w-[22px] self-center rounded-full bg-line px-[7px] text-center text-[0.6875rem] leading-[1.6] text-ink-2 tabular-nums forced-colors:border">
			{grouped(count)}
			<span className="sr-only">{seesAll ? ' unclaimed' : ' of yours'}</span>
		</span>
	)
}
