import Link from 'next/link'
import type { ReactNode } from 'react'
import { DisclosurePanel } from '#components/ui/disclosure-panel.tsx'

interface FilterChipProps {
	/** Such as “Person”; the range of time says what it is by itself. */
	name: string | null
	/** What is chosen, in words; `null`: anything. */
	chosen: string | null
	label: string
	children: (close: () => void) => ReactNode
}

/** One member of the filter: what it is set to, and a panel to set it. */
export function FilterChip({ name, chosen, label, children }: FilterChipProps) {
	return (
		<DisclosurePanel
			label={label}
			className={`flex min-h-[34px] max-w-[17rem] items-center gap-1 rounded-[7px] border bg-surface px-2.5 text-note hover:border-field ${chosen && name ? 'border-accent' : 'border-line-strong'}`}
			button={
				<>
					{name ? <span className="text-ink-2">{name}</span> : null}
					<bdi className="truncate font-semibold">{chosen ?? 'any'}</bdi>
				</>
			}
		>
			{children}
		</DisclosurePanel>
	)
}

interface PanelLinkProps {
	href: string
	isChosen?: boolean
	onChoose: () => void
	children: ReactNode
}

/** One choice in a chip's panel. */
export function PanelLink({ href, isChosen = false, onChoose, children }: PanelLinkProps) {
	return (
		<Link
			prefetch={false}
			href={href}
			scroll={false}
			aria-current={isChosen ? 'true' : undefined}
			onClick={onChoose}
			className={`block rounded-[7px] px-2.5 py-1.5 hover:bg-bg focus-visible:-outline-offset-2 ${isChosen ? 'bg-accent-soft font-semibold text-accent' : ''}`}
		>
			{children}
		</Link>
	)
}
