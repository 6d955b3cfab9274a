import type { RequestTab } from '#lib/requests/rules.ts'
import type { QueueTab } from '../desk-address.ts'

export const tabWords: Record<RequestTab, string> = {
	unclaimed: 'Unclaimed',
	mine: 'Mine',
	second: 'Second approval',
	overdue: 'Overdue',
	others: 'With others',
	ending: 'Ending',
	review: 'To review',
	done: 'Done',
}

/** What is said where a part of the queue holds nothing. */
export const emptyWords: Record<QueueTab, { title: string; sentence: string }> = {
	unclaimed: {
		title: 'Nothing waits unclaimed',
		sentence: 'What is asked for will be listed here, oldest due first.',
	},
	mine: {
		title: 'Nothing is yours to decide',
		sentence: 'A request that you claim is listed here until it is decided.',
	},
	second: {
		title: 'Nothing waits for a second approval',
		sentence: 'What one officer has approved is listed here.',
	},
	overdue: { title: 'Nothing is overdue', sentence: 'What is not decided in time is listed here.' },
	others: {
		title: 'Nobody else has a request',
		sentence: 'What another officer has claimed is listed here until it is decided.',
	},
	done: {
		title: 'Nothing is decided yet',
		sentence: 'What was applied, rejected or withdrawn will be listed here, newest first.',
	},
}

export const emptyOfAsker = {
	title: 'You have asked for nothing that is still open',
	sentence: 'What you ask for is listed here until it is decided.',
}
