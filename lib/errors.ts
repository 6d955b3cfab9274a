/**
 * Every code an expected failure can carry. The screen may branch on the code; the sentence is for the person.
 */
export type ErrorCode =
	| 'invalid_input'
	| 'not_signed_in'
	/** The page that asks is of somebody else than who is signed in. */
	| 'other_person'
	| 'forbidden'
	/** The person must have signed in a short while ago. */
	| 'step_up_needed'
	| 'not_found'
	| 'conflict'
	| 'guard_rail'
	/** A second person is needed, or this is the wrong one. */
	| 'four_eyes'
	| 'warnings_changed'
	| 'no_change_needed'
	| 'database_unavailable'
	| 'pod_unreachable'
	| 'pod_login_refused'
	| 'pod_refused'
	| 'pod_busy'
	| 'pod_unclear'
	| 'too_many_requests'
	| 'internal'

interface AppErrorOptions {
	/** Field name → sentence, for the form that was submitted. */
	fieldErrors?: Record<string, string>
	/** Seconds after which it may be tried again. */
	retryAfterS?: number
	/** For the log only; never shown, never serialised. */
	cause?: unknown
}

/** Marks an AppError, whichever bundle's copy of this file made it. */
const appErrorMark = Symbol.for('scopekeeper.AppError')

/**
 * An expected failure. `message` is a sentence for the person who acted, says what to do next,
 * and holds nothing secret. Thrown by every verb; turned into an answer only by `runAction` and `runRoute`.
 */
export class AppError extends Error {
	// Next bundles pages, routes and instrumentation apart, and what they share by `processSingleton` throws the class
	// of the bundle that made it: a mark tells what the identity of a class cannot.
	static override [Symbol.hasInstance](value: unknown): boolean {
		return value instanceof Error && appErrorMark in value
	}

	readonly [appErrorMark] = true
	readonly code: ErrorCode
	readonly fieldErrors: Record<string, string> | undefined
	readonly retryAfterS: number | undefined

	constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
		super(message, { cause: options.cause })
		this.name = 'AppError'
		this.code = code
		this.fieldErrors = options.fieldErrors
		this.retryAfterS = options.retryAfterS
	}
}
