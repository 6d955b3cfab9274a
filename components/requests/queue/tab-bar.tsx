import type { MouseEvent } from 'react'
import { grouped } from '#components/directory/counted.ts'
import type { RequestTab } from '#lib/requests/rules.ts'
import type { RequestCounts } from '#lib/requests/schemas.ts'
import { type DeskAddress, deskHref } from '../desk-address.ts'
import { tabWords } from './queue-words.ts'

interface TabBarProps {
	tabs: RequestTab[]
	shown: RequestTab
	counts: RequestCounts | undefined
	address: DeskAddress
	/** Whether the viewer's own open requests are called that: those of somebody who only asks. */
	isAsker: boolean
	go: (change: Partial<DeskAddress>) => void
}

/** A click that opens something elsewhere is left to the browser. */
export const isPlainClick = (event: MouseEvent) =>
	!(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)

/** The parts of the queue, with how much there is in each. */
export function TabBar({ tabs, shown, counts, address, isAsker, go }: TabBarProps) {
	return (
		<nav aria-label="Parts of the queue" className="flex flex-wrap gap-1 print:hidden">
			{tabs.map((tab) => {
				const change = { tab, request: null }
				const count = tab === 'done' ? null : counts?.[tab]
				const isLate = tab === 'ending' && (counts?.late ?? 0) > 0
				return (
					<a
						key={tab}
						href={deskHref({ ...address, ...change })}
						aria-current={tab === shown ? 'page' : undefined}
						onClick={(event) => {
							if (!isPlainClick(event)) return
							event.preventDefault()
							go(change)
						}}
						className={`flex gap-[5px] rounded-full px-[11px] py-[5px] font-medium ${tab === shown ? 'bg-ink text-bg forced-colors:border' : 'text-ink-2 hover:bg-line hover:text-ink'}`}
					>
						{tab === 'mine' && isAsker ? 'Open' : tabWords[tab]}
						{count ? (
							<span className={isLate && tab !== shown ? 'font-semibold text-bad' : 'opacity-75'}>
								{grouped(count)}
								{isLate ? <span className="sr-only">, {counts?.late} late</span> : null}
							</span>
						) : null}
					</a>
				)
			})}
		</nav>
	)
}
