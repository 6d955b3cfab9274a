import type { z } from 'zod'
import { wireAssignment } from './contract.ts'
import type { Answer } from './exchange.ts'
import type { Assignment } from './model.ts'
import { readOwnError } from './own-error.ts'
import type { PodError } from './pod-error.ts'
import { toAssignment } from './to-model.ts'
import type { WriteResult } from './write.ts'

/** One wanted state of one (group, user) pair. */
export interface WantedAssignment {
	groupId: string
	userId: string
	active: boolean
}

interface Measured {
	/** How many times the PUT left, or may have left. */
	calls: number
	/** `X-Trace-Id` of each of them, for a question to the pod's operator. */
	traceIds: string[]
	/** Of the last answer, where one arrived. */
	httpStatus: number | null
	/** Time of the last PUT, in milliseconds. */
	podMs: number | null
}

interface OwnWords {
	podCode: number | null
	/** Cleaned, 2 KB at most. */
	podMessage: string | null
}

export type RefusedCause =
	| 'bad_request'
	| 'session'
	| 'forbidden'
	| 'not_found'
	| 'unprocessable'
	| 'busy'
	| 'other'

/**
 * `login`: the pod refused the login; `login_unreachable`: its login service gave no usable answer; `busy`: the pod had
 * asked to wait longer than a change can.
 */
export type NotSentCause = 'unreachable' | 'name' | 'tls' | 'login' | 'login_unreachable' | 'busy'

export type UnknownCause =
	| 'timeout'
	| 'cut'
	| 'server_error'
	| 'request_timeout'
	| 'redirect'
	| 'not_json'
	| 'empty'
	| 'too_large'
	| 'wrong_shape'
	| 'other_pair'
	| 'other_state'

/** What is known after a PUT: the table of outcomes in docs/architecture.md, "The life of a change". */
export type PutOutcome =
	/** The pod confirmed the state that was asked for. */
	| (Measured & { kind: 'applied'; assignment: Assignment })
	/** The pod changed nothing, by its own word. */
	| (Measured & OwnWords & { kind: 'refused'; cause: RefusedCause; retryAfterSeconds: number | null })
	/** Nothing left that could have changed anything. */
	| (Measured & OwnWords & { kind: 'not_sent'; cause: NotSentCause })
	/** It may or may not have happened: to be read back. */
	| (Measured & OwnWords & { kind: 'unknown'; cause: UnknownCause })

/** What the end of a write means for the pair. */
export function judgeWrite(wanted: WantedAssignment, { end, ...sent }: WriteResult): PutOutcome {
	const silent = { ...sent, httpStatus: null, podCode: null, podMessage: null }
	switch (end.kind) {
		case 'no_turn':
			return { ...silent, kind: 'not_sent', cause: 'unreachable' }
		case 'held':
			return { ...silent, kind: 'not_sent', cause: 'busy' }
		case 'no_session': {
			const { podCode, podMessage } = end.error
			return { ...silent, podCode, podMessage, kind: 'not_sent', cause: loginCause(end.error) }
		}
		case 'lost': {
			const { cause, status } = end
			const measured = { ...silent, httpStatus: status }
			if (!end.mayHaveBeenSent) return { ...measured, kind: 'not_sent', cause: connectCause(cause) }
			return { ...measured, kind: 'unknown', cause: cause === 'timeout' ? 'timeout' : 'cut' }
		}
		case 'answer':
			return judgeAnswer(wanted, end, sent)
	}
}

const connectCause = (cause: string): NotSentCause =>
	cause === 'name' || cause === 'tls' ? cause : 'unreachable'

function loginCause({ problem }: PodError): NotSentCause {
	switch (problem) {
		case 'login':
			return 'login'
		case 'unreachable':
		case 'name':
		case 'tls':
			return problem
		default:
			return 'login_unreachable'
	}
}

const refusedCauses: Record<number, RefusedCause> = {
	400: 'bad_request',
	401: 'session',
	403: 'forbidden',
	404: 'not_found',
	422: 'unprocessable',
}

function judgeAnswer(wanted: WantedAssignment, answer: Answer, sent: Omit<WriteResult, 'end'>): PutOutcome {
	const { status, body, retryAfterMs } = answer
	const own = readOwnError(body)
	const measured = {
		...sent,
		httpStatus: status,
		podCode: own?.podCode ?? null,
		podMessage: own?.podMessage ?? null,
	}
	const unknown = (cause: UnknownCause): PutOutcome => ({ ...measured, kind: 'unknown', cause })
	const refused = (cause: RefusedCause): PutOutcome => ({
		...measured,
		kind: 'refused',
		cause,
		retryAfterSeconds: retryAfterMs === null ? null : Math.ceil(retryAfterMs / 1000),
	})
	if (status === 408) return unknown('request_timeout')
	if (status === 429) return refused('busy')
	if (status >= 500) return unknown('server_error')
	if (status >= 300 && status < 400) return unknown('redirect')
	if (body.kind !== 'json') return unknown(body.kind)
	if (status >= 400) return own ? refused(refusedCauses[status] ?? 'other') : unknown('wrong_shape')
	const parsed = wireAssignment.safeParse(body.value)
	if (!parsed.success) return unknown('wrong_shape')
	const mismatch = findMismatch(wanted, parsed.data)
	if (mismatch) return unknown(mismatch)
	return { ...sent, httpStatus: status, kind: 'applied', assignment: toAssignment(parsed.data) }
}

/** A 2xx confirms only the pair it names, where it names one, and the state that was asked for. */
function findMismatch(
	wanted: WantedAssignment,
	answer: z.output<typeof wireAssignment>,
): UnknownCause | null {
	if (namesAnother([answer.groupId, answer.group?.id], wanted.groupId)) return 'other_pair'
	if (namesAnother([answer.userId, answer.user?.id], wanted.userId)) return 'other_pair'
	if (answer.active === undefined) return 'wrong_shape'
	return answer.active === wanted.active ? null : 'other_state'
}

const namesAnother = (named: (string | undefined)[], wanted: string) =>
	named.some((id) => id !== undefined && id !== wanted)
