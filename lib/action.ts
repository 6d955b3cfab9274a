import type { ErrorCode } from './errors.ts'

/** What every server action answers: the data, or a sentence for the person. Never a thrown error. */
export type ActionResult<T> =
	| { ok: true; data: T }
	| {
			ok: false
			code: ErrorCode
			message: string
			/** To quote to whoever operates the console; stands beside the cause in the log. */
			requestId: string
			fieldErrors?: Record<string, string>
	  }
