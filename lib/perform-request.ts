import { headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import { AppError, type ErrorCode } from './errors.ts'
import { log } from './log.ts'
import { meters } from './metrics.ts'
import { newRequestId, requestIdHeader } from './request-id.ts'
import type { SentHeaders } from './request-origin.ts'
import { currentScope, inRequestScope } from './request-scope.ts'

/** What whoever asked is told of a failure. */
export interface Failure {
	code: ErrorCode
	message: string
	/** To quote to whoever operates the console; stands beside the cause in the log. */
	requestId: string
	fieldErrors?: Record<string, string>
}

export type Performed<T> = { ok: true; data: T } | { ok: false; failure: Failure; retryAfterS: number | null }

type RequestKind = 'action' | 'route'
type Outcome = 'ok' | 'redirected' | ErrorCode

/**
 * Works on one request: gives it its scope, and says in the metrics and in one line of the log what came of it. What the
 * work throws becomes a failure whose cause stands in that line only.
 */
export async function performRequest<T>(
	kind: RequestKind,
	verb: string,
	work: () => Promise<T>,
): Promise<Performed<T>> {
	const startedAt = performance.now()
	const tell = (outcome: Outcome, error?: unknown) => {
		const ms = performance.now() - startedAt
		meters().verbs.observe({ kind, verb, outcome }, ms / 1000)
		logOutcome({ kind, verb, outcome, ms: Math.round(ms) }, error)
	}
	return inRequestScope({ requestId: await readRequestId(), actor: null }, async () => {
		try {
			const data = await work()
			tell('ok')
			return { ok: true, data }
		} catch (error) {
			tell(isLeaving(error) ? 'redirected' : codeOf(error), error)
			unstable_rethrow(error)
			return { ok: false, failure: describeFailure(error), retryAfterS: retryAfterOf(error) }
		}
	})
}

/** Fails a part of a request that is answered already: gives what may be said of it, once the log has the cause. */
export function failLate(verb: string, error: unknown): Failure {
	logOutcome({ kind: 'route', verb, outcome: codeOf(error) }, error)
	return describeFailure(error)
}

/** What came with the request; `null` outside a server, as in a test. */
export async function readSentHeaders(): Promise<SentHeaders | null> {
	try {
		return await headers()
	} catch (error) {
		unstable_rethrow(error)
		return null
	}
}

/** The one that the request was given as it came in; a new one outside a server. */
export const readRequestId = async () => (await readSentHeaders())?.get(requestIdHeader) ?? newRequestId()

/** What is told of a failure: whatever nobody foresaw is `internal`. */
export const codeOf = (error: unknown): ErrorCode => (error instanceof AppError ? error.code : 'internal')
const retryAfterOf = (error: unknown) => (error instanceof AppError && error.retryAfterS) || null

/** Next leaves a page by throwing what carries such a digest. */
function isLeaving(error: unknown): boolean {
	const { digest } = (error ?? {}) as { digest?: unknown }
	return typeof digest === 'string' && digest.startsWith('NEXT_')
}

function logOutcome(
	line: { kind: RequestKind; verb: string; outcome: Outcome; ms?: number },
	error: unknown,
): void {
	if (line.outcome === 'ok' || line.outcome === 'redirected') log().info(line, 'performed')
	else if (line.outcome === 'internal') log().error({ ...line, err: error }, 'failed')
	else log().info({ ...line, err: reasonOf(error) }, 'refused')
}

/** What the log tells of a refusal: not a sentence of ours alone, which is for the person and may name others. */
function reasonOf(error: unknown): unknown {
	if (!(error instanceof Error)) return error
	return error.cause ?? (error.name === 'AppError' ? undefined : error)
}

function describeFailure(error: unknown): Failure {
	const requestId = currentScope()?.requestId ?? newRequestId()
	if (error instanceof AppError) {
		const { code, message, fieldErrors } = error
		return { code, message, requestId, ...(fieldErrors ? { fieldErrors } : {}) }
	}
	const message = `Something went wrong in the console. Try again; if it stays, quote ${requestId}.`
	return { code: 'internal', message, requestId }
}
