import type { PutOutcome } from '#lib/pod/assignments.ts'

/** Why a change did not simply succeed, in words for the person and in the pod's own. */
export interface Problem {
	message: string
	advice: string
	podCode: number | null
	podMessage: string | null
}

type Words = Pick<Problem, 'message' | 'advice'>
type Unsuccessful = Exclude<PutOutcome, { kind: 'applied' }>

const refused: Record<Extract<PutOutcome, { kind: 'refused' }>['cause'], Words> = {
	bad_request: {
		message: 'The pod refused the change as invalid. It changed nothing.',
		advice: 'Check that the group is active and that the user is a compliance officer, then apply again.',
	},
	session: {
		message: 'The pod refused the console’s session. It changed nothing.',
		advice: 'Ask whoever operates the console to check its service account, then apply again.',
	},
	forbidden: {
		message:
			'The console’s service account may not change assignments on this pod. It changed nothing. The account needs the Scope Management role, which holds MANAGE_ROLE_SCOPES.',
		advice: 'Ask the pod’s administrator to give the service account that role, then apply again.',
	},
	not_found: {
		message: 'The pod knows no such group, or no such user. It changed nothing.',
		advice: 'Check both IDs, choose again and apply.',
	},
	unprocessable: {
		message: 'The pod understood the change but would not take it. It changed nothing.',
		advice: 'Read what the pod said, put it right and apply again.',
	},
	busy: {
		message: 'The pod is too busy to take the change. It changed nothing.',
		advice: 'Wait a little, then apply again.',
	},
	other: {
		message: 'The pod refused the change. It changed nothing.',
		advice: 'Read what the pod said, put it right and apply again.',
	},
}

const notSent: Record<Extract<PutOutcome, { kind: 'not_sent' }>['cause'], Words> = {
	unreachable: {
		message: 'Nothing was sent: the pod could not be reached.',
		advice: 'Try again in a moment; if it stays, ask whoever operates the console.',
	},
	name: {
		message: 'Nothing was sent: the pod’s name cannot be resolved.',
		advice: 'Ask whoever operates the console to check SYMPHONY_POD_URL and the network.',
	},
	tls: {
		message: 'Nothing was sent: the pod’s certificate was not accepted.',
		advice: 'Ask whoever operates the console to check the certificate and NODE_EXTRA_CA_CERTS.',
	},
	login: {
		message: 'Nothing was sent: the pod refused the console’s login.',
		advice: 'Ask whoever operates the console to check the service account and its key.',
	},
	login_unreachable: {
		message: 'Nothing was sent: the pod’s login service did not answer as it should.',
		advice: 'Try again in a moment; if it stays, ask whoever operates the console.',
	},
	busy: {
		message: 'Nothing was sent: the pod is busy, and has asked not to be sent this change for a while.',
		advice: 'Wait a few minutes, then apply again.',
	},
}

const unknown: Record<Extract<PutOutcome, { kind: 'unknown' }>['cause'], string> = {
	timeout: 'The pod did not answer in time, so the change may or may not have happened.',
	cut: 'The connection broke before the pod answered, so the change may or may not have happened.',
	server_error: 'The pod answered with an error of its own, so the change may or may not have happened.',
	request_timeout: 'The pod says that it waited too long, so the change may or may not have happened.',
	redirect: 'Something between the console and the pod answered with a redirect, which was not followed.',
	not_json: 'The answer did not come from the pod, so the change may or may not have happened.',
	empty: 'The answer was empty, so the change may or may not have happened.',
	too_large: 'The answer was far too long to be the pod’s, so the change may or may not have happened.',
	wrong_shape: 'The answer did not have the pod’s shape, so the change may or may not have happened.',
	other_pair: 'The pod answered for another group or user, so the change may or may not have happened.',
	other_state: 'The pod answered with the opposite state, so the change may or may not have happened.',
}

const checking = 'The console is reading the assignment back and will say here what the pod holds.'

function wordsFor(outcome: Unsuccessful): Words {
	switch (outcome.kind) {
		case 'refused':
			return refused[outcome.cause]
		case 'not_sent':
			return notSent[outcome.cause]
		case 'unknown':
			return { message: unknown[outcome.cause], advice: checking }
	}
}

const inOurWords = (message: string, advice: string): Problem => ({
	message,
	advice,
	podCode: null,
	podMessage: null,
})

/** The sender came back too late to send. */
export const overslept = inOurWords(
	'Nothing was sent: the console was held up before it could send.',
	'Apply the change again.',
)

/** The database would not take the mark that comes before a sending. */
export const couldNotMark = inOurWords(
	'Nothing was sent: the console’s database did not take it that the change was about to be sent.',
	'Apply the change again; if it stays, ask whoever operates the console.',
)

/** The process ended between the intent and the sending. */
export const stoppedBefore = inOurWords(
	'Nothing was sent: the console stopped before it could send.',
	'Apply the change again.',
)

/** The process ended, or slept, after it had marked the change as being sent. */
export const stoppedDuring = inOurWords(
	'The console stopped while the change was being sent, so it may or may not have happened.',
	checking,
)

/** Two read-backs, further apart than the settle time, show the old state. */
export function stillOld(active: boolean): Problem {
	const old = active ? 'Not assigned' : 'Assigned'
	return inOurWords(
		`The pod still shows ${old}, also after the time in which a late change could arrive.`,
		'The change did not happen. Apply it again if it is still wanted.',
	)
}

/** A person's word stands where the pod's could not be had. */
export const closedByHand = (name: string, reason: string): Problem =>
	inOurWords(`${name} closed it and wrote: “${reason}”`, '')

/** The sending again changed nothing, by the pod's word or because it never left; the one before is still open. */
export function onlyLastSending(problem: Problem): Problem {
	const message = 'The last sending changed nothing, but the one before it may still have happened.'
	return { ...problem, message, advice: checking }
}

/** What a person reads of an outcome that is not a success. */
export function describeProblem(outcome: Unsuccessful): Problem {
	const words = wordsFor(outcome)
	const wait = outcome.kind === 'refused' ? outcome.retryAfterSeconds : null
	return {
		...words,
		advice: wait ? `The pod asks to wait ${wait} s. Then apply again.` : words.advice,
		podCode: 'podCode' in outcome ? (outcome.podCode ?? null) : null,
		podMessage: 'podMessage' in outcome ? (outcome.podMessage ?? null) : null,
	}
}
