import type { ReactNode } from 'react'
import { FindButton } from './find-button.tsx'

interface PageHeaderProps {
	title: string
	sentence: string
	/** What can be done with the whole page. */
	children?: ReactNode
}

/** A page's title, one sentence on what it is for, and the way to any group or person. */
export function PageHeader({ title, sentence, children }: PageHeaderProps) {
	return (
		<header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 print:mb-2">
			<div className="min-w-0 flex-1 basis-64 [overflow-wrap:anywhere]">
				<h1 className="text-title font-[650] tracking-[-.01em]">{title}</h1>
				<p className="mt-0.5 text-ink-2">{sentence}</p>
			</div>
			<div className="flex flex-wrap items-start gap-2.5 max-sm:w-full">
				<FindButton />
				{children}
			</div>
		</header>
	)
}
