'use client'

import { useShell } from './use-shell.ts'

const dots = {
	connected: 'bg-ok',
	degraded: 'bg-warn',
	unreachable: 'bg-bad',
	unknown: 'bg-field',
}

/** Whether the pod answers, as the console last saw it. */
export function PodState() {
	const { data: shell, error } = useShell()
	const data = shell?.pod
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
