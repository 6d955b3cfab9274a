import type { DeskAddress, QueueTab } from '../desk-address.ts'
import { ClearFilter, isFiltered } from './queue-filter.tsx'
import { emptyOfAsker, emptyWords } from './queue-words.ts'

interface EmptyQueueProps {
	tab: QueueTab
	isAsker: boolean
	address: DeskAddress
}

/** Said where a part of the queue holds nothing, or nothing that fits. */
export function EmptyQueue({ tab, isAsker, address }: EmptyQueueProps) {
	const { title, sentence } = tab === 'mine' && isAsker ? emptyOfAsker : emptyWords[tab]
	return (
		<div className="px-5 py-8 text-center text-ink-2">
			<h2 className="text-lead font-semibold text-ink">
				{isFiltered(address) ? 'Nothing here fits the filter' : title}
			</h2>
			<p className="mt-1">{isFiltered(address) ? <ClearFilter address={address} /> : sentence}</p>
		</div>
	)
}
