/** Tabs of one browser share a session: what one of them learns, the others look at too. */
const channelName = 'scopekeeper-session'

/** Has the other tabs look at the session. Nothing of it is told: each asks the console. */
export function tellOtherTabs(): void {
	const channel = new BroadcastChannel(channelName)
	channel.postMessage('changed')
	channel.close()
}

/** Calls `look` whenever another tab says that something changed. @returns what ends that */
export function heedOtherTabs(look: () => void): () => void {
	const channel = new BroadcastChannel(channelName)
	channel.onmessage = look
	return () => channel.close()
}
