import type { ChangeView } from '#lib/changes/schemas.ts'

/** Why a change did not simply succeed: what happened, the pod's own words, what to do. */
export function Problem({ change: { problem } }: { change: ChangeView }) {
	if (!problem) return null
	const { message, advice, podCode, podMessage } = problem
	return (
		<div className="grid gap-2.5 border-b border-line px-5 py-4">
			<p className="[overflow-wrap:anywhere]">{message}</p>
			{podMessage !== null || podCode !== null ? (
				<blockquote className="border-l-2 border-line-strong pl-3 text-ink-2 [overflow-wrap:anywhere]">
					<span className="block text-small text-ink-3">
						The pod said{podCode === null ? '' : ` (code ${podCode})`}
					</span>
					{podMessage ?? 'nothing more'}
				</blockquote>
			) : null}
			{advice ? <p className="font-medium">{advice}</p> : null}
		</div>
	)
}
