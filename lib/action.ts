import { headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import { env } from './env.ts'
import { AppError, type ErrorCode } from './errors.ts'
import { log } from './log.ts'
import { timed } from './metrics.ts'
import { newRequestId, requestIdHeader } from './request-id.ts'
import { foreignWriteSentence, isOwnWrite, type SentHeaders } from './request-origin.ts'
import { currentScope, inRequestScope } from './request-scope.ts'

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
	return performRequest<ActionResult<T>>('action', name, async () => {
		try {
			await requireOwnPage()
			return { outcome: 'ok', answer: { ok: true, data: await timed('action', name, perform)() } }
		} catch (error) {
			unstable_rethrow(error)
			const failure = describeFailure(name, error)
			return { outcome: failure.code, answer: failure }
		}
	})
}

/**
 * The same that `proxy.ts` asks of every write, for where it is not there.
 * @throws AppError `forbidden`
 */
async function requireOwnPage(): Promise<void> {
	const sent = await readHeaders()
	if (!sent || isOwnWrite(sent, env().publicUrl)) return
	throw new AppError('forbidden', foreignWriteSentence)
}

type RequestKind = 'action' | 'route'

/** Works on one request: gives it its scope, and says in one line of the log what came of it and how long it took. */
async function performRequest<T>(
	kind: RequestKind,
	verb: string,
	work: () => Promise<{ outcome: 'ok' | ErrorCode; answer: T }>,
): Promise<T> {
	const startedAt = performance.now()
	return inRequestScope({ requestId: await readRequestId(), actor: null }, async () => {
		const { outcome, answer } = await work()
		const ms = Math.round(performance.now() - startedAt)
		log().info({ ...currentScope(), kind, verb, outcome, ms }, 'performed')
		return answer
	})
}

/** The one that the request was given as it came in; a new one outside a server. */
const readRequestId = async () => (await readHeaders())?.get(requestIdHeader) ?? newRequestId()

/** What came with the request; `null` outside a server, as in a test. */
async function readHeaders(): Promise<SentHeaders | null> {
	try {
		return await headers()
	} catch (error) {
		unstable_rethrow(error)
		return null
	}
}

const statusOf: Partial<Record<ErrorCode, number>> = {
	invalid_input: 400,
	not_signed_in: 401,
	forbidden: 403,
	step_up_needed: 403,
	not_found: 404,
	conflict: 409,
	too_many_requests: 429,
	internal: 500,
}

const uncached = { 'cache-control': 'private, no-store' }

/** The same for a GET route: the data as JSON, or `{code, message, requestId}` with a fitting status. */
export async function runRoute<T>(name: string, perform: () => Promise<T>): Promise<Response> {
	return answerRoute(name, async () => Response.json(await perform(), { headers: uncached }))
}

/** The same for a route that answers in plain text, of another type where `contentType` says so. */
export async function runTextRoute(
	name: string,
	perform: () => Promise<string>,
	contentType = 'text/plain; charset=utf-8',
): Promise<Response> {
	return answerRoute(
		name,
		async () => new Response(await perform(), { headers: { ...uncached, 'content-type': contentType } }),
	)
}

async function answerRoute(name: string, perform: () => Promise<Response>): Promise<Response> {
	return performRequest('route', name, async () => {
		try {
			return { outcome: 'ok', answer: await timed('route', name, perform)() }
		} catch (error) {
			unstable_rethrow(error)
			const { ok: _, ...failure } = describeFailure(name, error)
			const status = statusOf[failure.code] ?? 503
			const headers = { ...uncached, ...retryAfter(error) }
			return { outcome: failure.code, answer: Response.json(failure, { status, headers }) }
		}
	})
}

function retryAfter(error: unknown): { 'retry-after'?: string } {
	return error instanceof AppError && error.retryAfterS ? { 'retry-after': String(error.retryAfterS) } : {}
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
	const requestId = currentScope()?.requestId ?? newRequestId()
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
