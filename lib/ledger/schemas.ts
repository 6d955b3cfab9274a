import type {
	changeStateValues,
	pairStateValues,
	requestKindValues,
	requestStateValues,
	roleValues,
} from '#lib/db/values.ts'

export type JsonValue =
	| string
	| number
	| boolean
	| null
	| JsonValue[]
	| { [key: string]: JsonValue | undefined }

export const entryActions = [
	'change.intended',
	'change.applied',
	'change.refused',
	'change.not_sent',
	'change.unknown',
	'change.not_applied',
	'change.sent_again',
	'change.closed',
	'change.reviewed',
	'request.filed',
	'request.edited',
	'request.claimed',
	'request.released',
	'request.commented',
	'request.approved',
	'request.rejected',
	'request.withdrawn',
	'schedule.set',
	'schedule.stopped',
	'schedule.ended',
	'schedule.replaced',
	'schedule.dropped',
	'schedule.let_end',
	'person.signed_in',
	'person.sign_in_failed',
	'person.signed_out',
	'person.role_changed',
	'person.disabled',
	'person.enabled',
	'person.sessions_ended',
	'setting.approvals',
	'attempt.refused',
	'record.exported',
	'record.erased',
	'record.key_used',
] as const
export type EntryAction = (typeof entryActions)[number]

/** Where an operation began. */
export const entrySources = [
	'assign_page',
	'undo',
	'request',
	'break_glass',
	'expiry',
	'requests_page',
	'audit_page',
	'sign_in',
	'people_page',
	'account_page',
	'console',
	'command_line',
] as const
export type EntrySource = (typeof entrySources)[number]

/** A person, as the identity provider names them. */
export interface EntryActor {
	issuer: string
	subject: string
}

/**
 * One thing that happened, to be appended to the record. Everything but `details` is kept for ever in the entry's
 * own text; `details` can be erased later, so names, e-mail addresses, the reason, the ticket, the warnings and the
 * pod's words belong there and nowhere else.
 */
export interface Entry {
	action: EntryAction
	/** `null`: Scopekeeper itself, as in a read-back. */
	actor: EntryActor | null
	operationId?: string
	changeId?: string
	groupId?: string
	userId?: string
	/** What was asked for: assign (true) or unassign (false). */
	active?: boolean
	/** The state that the change came to. Needed wherever a row of `changes` is made or changes its state. */
	state?: (typeof changeStateValues)[number]
	stateBefore?: (typeof pairStateValues)[number]
	/** Status of the pod's answer to the PUT. */
	httpStatus?: number
	/** On the first entry of an operation. */
	source?: EntrySource
	/** The change that this one takes back. */
	undoes?: string
	/** The request that it is about, or by which it was wanted. */
	requestId?: number
	/** The state that the request came to. Needed wherever a row of `requests` is made or changes its state. */
	requestState?: (typeof requestStateValues)[number]
	/** What is asked for; on the entry that files a request. */
	requestKind?: (typeof requestKindValues)[number]
	/** Which version of the request was edited, approved or rejected. */
	requestVersion?: number
	/** When the assignment is to end (ISO 8601). */
	endsAt?: string
	/** How many approvals a change needs, by the setting in force. */
	approvals?: 'direct' | 'second' | 'two'
	/** Whose account it is about, where that is not the actor's own or nobody is signed in. */
	person?: EntryActor
	/** The role that a sign-in gave. */
	role?: (typeof roleValues)[number]
	/** The role that the sign-in before gave. */
	roleBefore?: (typeof roleValues)[number]
	/** How many entries were exported or erased, or sessions ended. */
	count?: number
	/** Entries from before this moment (ISO 8601) were erased. */
	before?: string
	details: { [key: string]: JsonValue | undefined }
}

/** An entry as the function `append` takes it. */
export interface SealedEntry {
	/** RFC 8785 text; its member `details` is the SHA-256, in hex, of `salt` followed by `details`. */
	body: string
	salt: Buffer
	/** RFC 8785 text. */
	details: string
}
