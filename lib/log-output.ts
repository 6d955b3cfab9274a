import type pino from 'pino'

const batchMs = 50

/**
 * Standard output, in batches: a write for each line would cost the server more than much of what it tells of. Whoever
 * ends the process otherwise than by killing it gets all of them.
 *
 * Where nobody reads any more, what is logged is lost and nothing else. Pino's own destination waits for ever in such
 * a process at its exit, for lines that it cannot write.
 */
export function standardOutput(): pino.DestinationStream {
	const stdout = process.stdout.on('error', () => {})
	let batch = ''
	const flush = () => {
		if (batch !== '') stdout.write(batch)
		batch = ''
	}
	process.on('exit', flush)
	return {
		write(line) {
			if (batch === '') setTimeout(flush, batchMs).unref()
			batch += line
		},
	}
}
