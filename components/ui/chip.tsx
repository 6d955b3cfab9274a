import type { ReactNode } from 'react'

/** A short fact in a thin frame: an area, a role. */
export function Chip({ children }: { children: ReactNode }) {
	return (
		<span className="inline-block max-w-full shrink-0 truncate rounded-full border border-line-strong px-2 align-[1px] text-tiny font-normal text-ink-2">
			{children}
		</span>
	)
}
