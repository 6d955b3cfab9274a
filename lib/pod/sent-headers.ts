import { subscribe } from 'node:diagnostics_channel'

/**
 * Whether a request's first byte has left, which a failed `fetch` does not tell. undici, which Node's `fetch` is
 * made of, announces on this channel that it is about to write the headers of a request.
 */
const announcements = 'undici:client:sendHeaders'

const watched = new Map<string, { origin: string; written: boolean }>()
/** Origins for which the announcement is known to come: only there its absence says something. */
const announcing = new Set<string>()

subscribe(announcements, (message) => {
	const { headers } = message as { headers?: unknown }
	const traceId = typeof headers === 'string' ? /\r\nx-trace-id: (\w+)\r\n/i.exec(headers)?.[1] : undefined
	const request = traceId === undefined ? undefined : watched.get(traceId)
	if (!request) return
	request.written = true
	announcing.add(request.origin)
})

export interface SendingWatch {
	/** `unclear` until one request to the same origin has been announced in this process. */
	wasWritten(): 'yes' | 'no' | 'unclear'
	end(): void
}

/** Watches one request, told from the others by its `X-Trace-Id`. Call `end` when it is over. */
export function watchSending(traceId: string, origin: string): SendingWatch {
	const request = { origin, written: false }
	watched.set(traceId, request)
	return {
		wasWritten() {
			if (request.written) return 'yes'
			return announcing.has(origin) ? 'no' : 'unclear'
		},
		end: () => void watched.delete(traceId),
	}
}
