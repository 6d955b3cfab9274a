import type { ReactNode } from 'react'

/** A term and what it is; left out where there is nothing to say. */
export function Fact({ term, children }: { term: string; children: ReactNode }) {
	if (children === null || children === '' || children === false) return null
	return (
		<div className="grid grid-cols-[118px_minmax(0,1fr)] border-b border-line py-[9px] last:border-0 max-sm:grid-cols-[104px_minmax(0,1fr)]">
			<dt className="text-ink-3">{term}</dt>
			<dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
		</div>
	)
}
