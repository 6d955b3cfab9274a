import { randomUUID } from 'node:crypto'
import { unstable_rethrow } from 'next/navigation'
import { AppError, type ErrorCode } from './errors.ts'
import { log } from './log.ts'

/** What every server action answers: the data, or a sentence for the person. Never a thrown error. */
export type ActionResult<T> = { ok: true; data: T } | ActionFailure

export interface ActionFailure {
	ok: false
	code: ErrorCode
	message: string
	/** To quote to whoever operates the console; stands beside the cause in the log. */
	requestId: string
	fieldErrors?: Record<string, string>
}

/** Performs an action's work and turns whatever it throws into an answer; the cause goes to the log only. */
export async function runAction<T>(name: string, perform: () => Promise<T>): Promise<ActionResult<T>> {
	try {
		return { ok: true, data: await perform() }
	} catch (error) {
		unstable_rethrow(error)
		return describeFailure(name, error)
	}
}

const statusOf: Partial<Record<ErrorCode, number>> = {
	invalid_input: 400,
	not_signed_in: 401,
	forbidden: 403,
	not_found: 404,
	conflict: 409,
	too_many_requests: 429,
	internal: 500,
}

const headers = { 'cache-control': 'private, no-store' }

/** The same for a GET route: the data as JSON, or `{code, message, requestId}` with a fitting status. */
export async function runRoute<T>(name: string, perform: () => Promise<T>): Promise<Response> {
	return answerRoute(name, async () => Response.json(await perform(), { headers }))
}

/** The same for a route that answers in plain text, of another type where `contentType` says so. */
export async function runTextRoute(
	name: string,
	perform: () => Promise<string>,
	contentType = 'text/plain; charset=utf-8',
): Promise<Response> {
	return answerRoute(
		name,
		async () => new Response(await perform(), { headers: { ...headers, 'content-type': contentType } }),
	)
}

async function answerRoute(name: string, perform: () => Promise<Response>): Promise<Response> {
	try {
		return await perform()
	} catch (error) {
		unstable_rethrow(error)
		const { ok: _, ...failure } = describeFailure(name, error)
		return Response.json(failure, { status: statusOf[failure.code] ?? 503, headers })
	}
}

/** A file, piece by piece: `chunks` is read as fast as it is taken. */
export interface Download {
	fileName: string
	contentType: string
	chunks: AsyncIterable<string>
}

/** The same for a file. What fails after its first piece cuts it off, which its receipt shows. */
export async function runDownload(name: string, open: () => Promise<Download>): Promise<Response> {
	return answerRoute(name, async () => {
		const { fileName, contentType, chunks } = await open()
		return new Response(streamOf(name, chunks), {
			headers: {
				'content-type': contentType,
				'content-disposition': `attachment; filename="${fileName}"`,
				// Untouched on its way: what is proved is its bytes.
				'cache-control': 'private, no-store, no-transform',
				'x-content-type-options': 'nosniff',
			},
		})
	})
}

/** Asks for a piece when one is wanted, and for none once nobody takes them. */
function streamOf(name: string, chunks: AsyncIterable<string>): ReadableStream<Uint8Array> {
	const iterator = chunks[Symbol.asyncIterator]()
	const encoder = new TextEncoder()
	return new ReadableStream({
		async pull(controller) {
			try {
				const { done, value } = await iterator.next()
				if (done) controller.close()
				else controller.enqueue(encoder.encode(value))
			} catch (error) {
				const { message } = describeFailure(name, error)
				controller.error(new Error(message))
			}
		},
		async cancel() {
			await iterator.return?.()
		},
	})
}

function describeFailure(name: string, error: unknown): ActionFailure {
	const requestId = randomUUID().slice(0, 8)
	const known = error instanceof AppError ? error : null
	const entry = { requestId, verb: name, code: known?.code ?? 'internal', err: known?.cause ?? error }
	if (known) log().info(entry, 'refused')
	else log().error(entry, 'failed')
	return {
		ok: false,
		code: known?.code ?? 'internal',
		message:
			known?.message ?? `Something went wrong in the console. Try again; if it stays, quote ${requestId}.`,
		requestId,
		...(known?.fieldErrors ? { fieldErrors: known.fieldErrors } : {}),
	}
}
