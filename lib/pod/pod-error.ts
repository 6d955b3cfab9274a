import { AppError, type ErrorCode } from '#lib/errors.ts'
import type { Answer, Lost } from './exchange.ts'
import { readOwnError } from './own-error.ts'

/** Why a call to the pod gave nothing. */
export type PodProblem =
	| 'unreachable'
	| 'name'
	| 'tls'
	| 'timeout'
	| 'cut'
	| 'login'
	| 'session'
	| 'forbidden'
	| 'not_found'
	| 'refused'
	| 'busy'
	| 'server_error'
	| 'unclear'

interface PodErrorDetails {
	podCode?: number | null
	podMessage?: string | null
	httpStatus?: number | null
	traceId?: string | null
	/** The system's code of a network failure. */
	networkCode?: string | null
	retryAfterMs?: number | null
}

const podErrorMark = Symbol.for('scopekeeper.PodError')

/** A failed call to the pod: the sentence for the person, and the pod's own words for the record. */
export class PodError extends AppError {
	// Told by a mark, for the reason that `AppError` gives.
	static override [Symbol.hasInstance](value: unknown): boolean {
		return value instanceof Error && podErrorMark in value
	}

	readonly [podErrorMark] = true
	readonly problem: PodProblem
	readonly podCode: number | null
	readonly podMessage: string | null
	readonly httpStatus: number | null
	readonly traceId: string | null
	readonly networkCode: string | null
	/** How long the pod asks to wait before the next call. */
	readonly retryAfterMs: number | null

	constructor(problem: PodProblem, sentence: string, details: PodErrorDetails = {}) {
		super(codes[problem], sentence)
		this.name = 'PodError'
		this.problem = problem
		this.podCode = details.podCode ?? null
		this.podMessage = details.podMessage ?? null
		this.httpStatus = details.httpStatus ?? null
		this.traceId = details.traceId ?? null
		this.networkCode = details.networkCode ?? null
		this.retryAfterMs = details.retryAfterMs ?? null
	}
}

const codes: Record<PodProblem, ErrorCode> = {
	unreachable: 'pod_unreachable',
	name: 'pod_unreachable',
	tls: 'pod_unreachable',
	timeout: 'pod_unreachable',
	cut: 'pod_unreachable',
	login: 'pod_login_refused',
	session: 'pod_login_refused',
	forbidden: 'pod_refused',
	not_found: 'not_found',
	refused: 'pod_refused',
	busy: 'pod_busy',
	server_error: 'pod_unclear',
	unclear: 'pod_unclear',
}

const lostSentences: Record<Lost['cause'], string> = {
	unreachable: 'The pod could not be reached. Try again in a moment.',
	name: 'The pod’s name cannot be resolved. Ask whoever operates the console to check SYMPHONY_POD_URL.',
	tls: 'The pod’s certificate was not accepted. Ask whoever operates the console to check it and NODE_EXTRA_CA_CERTS.',
	timeout: 'The pod did not answer in time. Try again in a moment.',
	cut: 'The connection to the pod broke. Try again in a moment.',
}

export function lostError({ cause, code, status, traceId }: Lost): PodError {
	return new PodError(cause, lostSentences[cause], { networkCode: code, httpStatus: status, traceId })
}

/** The failure that an answer without the wanted content is. Only the pod's own error shape counts as its word. */
export function answerError(answer: Answer): PodError {
	const own = readOwnError(answer.body)
	const details = {
		httpStatus: answer.status,
		traceId: answer.traceId,
		retryAfterMs: answer.retryAfterMs,
		...own,
	}
	const { problem, sentence } = describeStatus(answer, own !== null)
	return new PodError(problem, sentence, details)
}

/** What a call that was not made would have met: the pod has asked others, or this one, to wait. */
export function heldError(retryAfterMs: number): PodError {
	return new PodError('busy', busySentence(retryAfterMs), { retryAfterMs })
}

function describeStatus(
	{ status, retryAfterMs }: Answer,
	isOwn: boolean,
): { problem: PodProblem; sentence: string } {
	if (status === 429) return { problem: 'busy', sentence: busySentence(retryAfterMs) }
	if (status >= 500) {
		return {
			problem: 'server_error',
			sentence: 'The pod has trouble of its own at the moment. Try again a little later.',
		}
	}
	if (status < 400 || !isOwn) return { problem: 'unclear', sentence: unclearSentence }
	if (status === 401) {
		return {
			problem: 'session',
			sentence:
				'The pod refused the console’s session. Ask whoever operates the console to check its service account.',
		}
	}
	if (status === 403) {
		return {
			problem: 'forbidden',
			sentence:
				'The console’s service account may not read this on the pod. Ask the pod’s administrator for the Scope Management role, which holds VIEW_ROLE_SCOPES.',
		}
	}
	if (status === 404)
		return { problem: 'not_found', sentence: 'The pod does not know this. Check the ID and choose again.' }
	return {
		problem: 'refused',
		sentence: 'The pod refused the request. Check what was asked for and try again.',
	}
}

function busySentence(retryAfterMs: number | null): string {
	if (!retryAfterMs) return 'The pod is busy. Wait a little and try again.'
	return `The pod is busy and asks to wait ${Math.ceil(retryAfterMs / 1000)} s. Try again then.`
}

const unclearSentence =
	'What answered is not the pod, or not in the pod’s form. Ask whoever operates the console to look at the pod’s address and what stands in between.'
