import type { ReactNode } from 'react'

interface ListPopupProps {
	/** Over the field rather than under it. */
	above: boolean
	/** In pixels. */
	maxHeight: number
	children: ReactNode
}

/** The sheet that lies over the page at a field while its list is open. */
export function ListPopup({ above, maxHeight, children }: ListPopupProps) {
	return (
		<div
			className={`absolute inset-x-0 z-30 flex flex-col overflow-hidden rounded-card bg-raised shadow-raised forced-colors:border ${above ? 'bottom-full mb-1.5' : 'top-full mt-1.5'}`}
			style={{ maxHeight }}
		>
			{children}
		</div>
	)
}

/** A line that stays under the options while they scroll. */
export function ListFoot({ children }: { children: ReactNode }) {
	return <div className="border-t border-line px-3 py-1.5 text-small text-ink-3">{children}</div>
}
