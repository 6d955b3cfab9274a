import { AsyncLocalStorage } from 'node:async_hooks'
import { failLate } from './perform-request.ts'
import { answerRoute } from './route.ts'

/** A file, piece by piece: `chunks` is read as fast as it is taken. */
export interface Download {
	fileName: string
	contentType: string
	chunks: AsyncIterable<string>
}

/** Performs a GET route's work whose data is a file. What fails after its first piece cuts it off, which its receipt shows. */
export async function runDownload(name: string, open: () => Promise<Download>): Promise<Response> {
	return answerRoute(name, async () => {
		const { fileName, contentType, chunks } = await open()
		return new Response(streamOf(name, chunks), {
			headers: {
				'content-type': contentType,
				'content-disposition': `attachment; filename="${fileName}"`,
				// Untouched on its way: what is proved is its bytes.
				'cache-control': 'private, no-store, no-transform',
			},
		})
	})
}

/** Asks for a piece when one is wanted, and for none once nobody takes them. */
function streamOf(name: string, chunks: AsyncIterable<string>): ReadableStream<Uint8Array> {
	const iterator = chunks[Symbol.asyncIterator]()
	const encoder = new TextEncoder()
	let isWanted = true
	const give = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
		try {
			const { done, value } = await iterator.next()
			if (!isWanted) return
			if (done) controller.close()
			else controller.enqueue(encoder.encode(value))
		} catch (error) {
			controller.error(new Error(failLate(name, error).message))
		}
	}
	return new ReadableStream({
		// Whoever takes the pieces, they belong to the request that they were asked for in.
		pull: AsyncLocalStorage.bind(give),
		async cancel() {
			isWanted = false
			await iterator.return?.()
		},
	})
}
