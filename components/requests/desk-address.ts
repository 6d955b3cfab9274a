import { can, type Role } from '#lib/auth/permissions.ts'
import { type RequestTab, requestTabs } from '#lib/requests/rules.ts'

/** What of the queue is shown, and which request is open, as the address says it. */
export interface DeskAddress {
	/** `null`: the first that the viewer has. */
	tab: RequestTab | null
	kind: string | null
	group: string | null
	user: string | null
	/** As it stands in the address, where it may be nonsense: see `requestIdOf`. */
	request: string | null
}

/** The parts of the address that narrow the queue. */
export type DeskFilter = Pick<DeskAddress, 'kind' | 'group' | 'user'>

const keys = ['tab', 'kind', 'group', 'user', 'request'] as const
const isTab = (word: string | null): word is RequestTab => requestTabs.some((tab) => tab === word)

/** What an address asks for; a part of the queue that does not exist is left out. */
export function deskAddressIn(params: URLSearchParams): DeskAddress {
	const tab = params.get('tab')
	return {
		tab: isTab(tab) ? tab : null,
		kind: params.get('kind') || null,
		group: params.get('group') || null,
		user: params.get('user') || null,
		request: params.get('request') || null,
	}
}

export function deskHref(address: Partial<DeskAddress>): string {
	const params = new URLSearchParams()
	for (const key of keys) {
		const value = address[key]
		if (value) params.set(key, value)
	}
	return params.size > 0 ? `/requests?${params}` : '/requests'
}

/** The number of a request in an address; `null` where it cannot be one. */
export function requestIdOf(word: string): number | null {
	return /^[1-9]\d{0,14}$/.test(word) ? Number(word) : null
}

/** The parts of the queue that a role has, in the order in which they are worked through. */
export function tabsOf(role: Role): RequestTab[] {
	if (can(role, 'decide_requests')) return [...requestTabs]
	return can(role, 'read_whole_requests')
		? ['unclaimed', 'second', 'overdue', 'others', 'ending', 'done']
		: ['mine', 'overdue', 'ending', 'done']
}

/** The parts that hold requests: ends and changes to review have lists of their own. */
export type QueueTab = Exclude<RequestTab, 'ending' | 'review'>

export const queueTabOf = (tab: RequestTab): QueueTab | null =>
	tab === 'ending' || tab === 'review' ? null : tab

/** The part of the queue that is shown: the one in the address, where the viewer has it. */
export function shownTab(role: Role, asked: RequestTab | null): RequestTab {
	const tabs = tabsOf(role)
	return tabs.find((tab) => tab === asked) ?? tabs[0] ?? 'done'
}
