'use client'

import { useQuery } from '@tanstack/react-query'
import { getJson } from '#components/api/get-json.ts'
import type { PodStatus } from '#lib/directory/schemas.ts'

const dots = {
	connected: 'bg-ok',
	degraded: 'bg-warn',
	unreachable: 'bg-bad',
	unknown: 'bg-field',
}

/** Whether the pod answers, as the console last saw it. */
export function PodState() {
	const { data, error } = useQuery({
		queryKey: ['pod'],
		queryFn: ({ signal }) => getJson<PodStatus>('/api/pod', signal),
		refetchInterval: 15_000,
	})
	const state = error ? 'unknown' : (data?.state ?? 'unknown')
	const words = error ? 'state unknown' : (data?.state ?? 'asking…')
	const detail = error ? error.message : data?.detail
	return (
		<div className="flex items-baseline gap-[7px]" title={detail}>
			<span
				aria-hidden="true"
				className={`size-2 shrink-0 rounded-full forced-colors:bg-[CanvasText] ${dots[state]}`}
			/>
			<div className="min-w-0 [overflow-wrap:anywhere]">
				<p>
					{data?.sandbox ? 'Sandbox pod' : 'Pod'} · {words}
				</p>
				{state === 'connected' ? null : <p className="text-ink-3">{detail}</p>}
			</div>
		</div>
	)
}
