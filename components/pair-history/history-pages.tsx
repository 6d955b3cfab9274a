import Link from 'next/link'
import { pairHistoryHref } from './pair-history-href.ts'

interface HistoryPagesProps {
	pair: { groupId: string; userId: string }
	older: string | null
	isNewest: boolean
}

const look =
	'inline-flex min-h-[34px] items-center rounded-field border border-line-strong bg-surface px-3 font-medium text-ink-2 hover:bg-bg hover:text-ink'

/** The way to older changes, and back to the newest. */
export function HistoryPages({ pair, older, isNewest }: HistoryPagesProps) {
	if (older === null && isNewest) return null
	return (
		<nav aria-label="Pages" className="flex flex-wrap justify-between gap-3 print:hidden">
			{isNewest ? (
				<span />
			) : (
				<Link prefetch={false} href={pairHistoryHref(pair)} className={look}>
					Newest
				</Link>
			)}
			{older === null ? null : (
				<Link prefetch={false} href={pairHistoryHref(pair, older)} className={look}>
					Older
				</Link>
			)}
		</nav>
	)
}
