/** One message of PostgreSQL's protocol: its type letter ('' for the first one of a connection) and its bytes. */
export interface Message {
	type: string
	bytes: Buffer
}

/**
 * Cuts a stream of PostgreSQL's protocol into whole messages.
 * @param startsUntyped for what a client sends: its first message has a length and no type
 */
export function createMessageReader(startsUntyped: boolean): (chunk: Buffer) => Message[] {
	let waiting = Buffer.alloc(0)
	let typeBytes = startsUntyped ? 0 : 1
	return (chunk) => {
		waiting = Buffer.concat([waiting, chunk])
		const messages: Message[] = []
		while (waiting.length >= typeBytes + 4) {
			const size = typeBytes + waiting.readInt32BE(typeBytes)
			if (waiting.length < size) break
			messages.push({ type: waiting.toString('latin1', 0, typeBytes), bytes: waiting.subarray(0, size) })
			waiting = waiting.subarray(size)
			typeBytes = 1
		}
		return messages
	}
}

const firstText = (bytes: Buffer) => bytes.toString('utf8', 0, bytes.indexOf(0))

/** The SQL that a client's messages, up to the Query or Sync that ends them, ask for. */
export function sqlOf(messages: readonly Message[]): string {
	for (const { type, bytes } of messages) {
		if (type === 'Q') return firstText(bytes.subarray(5))
		// Parse: the statement's name, then its text.
		if (type === 'P') return firstText(bytes.subarray(bytes.indexOf(0, 5) + 1))
	}
	return ''
}
