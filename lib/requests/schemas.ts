import * as z from 'zod/mini'
import type { Role } from '#lib/auth/permissions.ts'
import {
	type ChangeView,
	changeFormSchema,
	type Finding,
	type PairState,
	type PairView,
	reasonSchema,
	type StandingEnd,
	type Verdict,
	words,
} from '#lib/changes/schemas.ts'
import type { EntryAction } from '#lib/ledger/schemas.ts'
import { byRule, groupIdSchema, userIdSchema } from '#lib/pod/schemas.ts'
import type { ScheduleView } from '#lib/schedules/schemas.ts'
import {
	commentMost,
	commentProblem,
	endOfKindProblem,
	noteProblem,
	rejectionProblem,
	requestKinds,
	requestTabs,
} from './rules.ts'

export type RequestKind = (typeof requestKinds)[number]

export const requestStates = [
	'open',
	'half_approved',
	'sending',
	'failed',
	'applied',
	'rejected',
	'withdrawn',
] as const
export type RequestState = (typeof requestStates)[number]

const requestId = z.number().check(z.int(), z.positive(), z.maximum(Number.MAX_SAFE_INTEGER))
const version = z.int32().check(z.positive())
const endsAt = z.nullable(z.iso.datetime({ offset: true, error: 'Give the end as a date and a time.' }))
const { operationId, ticket, confirmation, shownWarnings } = changeFormSchema.shape

/** The form on `/requests/new`, and what its action takes. How far an end may lie ahead: `endProblem`. */
export const requestFormSchema = z
	.object({
		operationId,
		kind: z.enum(requestKinds, 'Choose what is asked for.'),
		groupId: groupIdSchema,
		userId: userIdSchema,
		/** ISO 8601; `null`: without an end. */
		endsAt,
		reason: reasonSchema,
		ticket,
		shownWarnings,
	})
	.check(
		z.check(({ value, issues }) => {
			const message = endOfKindProblem(value.kind, value.endsAt)
			if (message) issues.push({ code: 'custom', input: value.endsAt, message, path: ['endsAt'] })
		}),
	)
export type RequestForm = z.infer<typeof requestFormSchema>

/** What an asker may still change: when it ends, and the words. */
export const editFormSchema = z.object({ requestId, version, endsAt, reason: reasonSchema, ticket })
export type EditForm = z.infer<typeof editFormSchema>

export const requestIdSchema = z.object({ requestId })

export const claimFormSchema = z.object({
	requestId,
	/** Also from another officer, whose name was on the screen. */
	takeOver: z.boolean(),
})

/** Room for more than a comment may hold, in any script: what is too long is refused, not cut to fit. */
const commentMostBytes = 3 * (commentMost + 1)

export const commentFormSchema = z.object({
	/** Made once per filled form: the same comment sent twice is one. */
	commentId: z.uuid(),
	requestId,
	text: words('Write a comment.', commentMostBytes).check(byRule(commentProblem)),
})
export type CommentForm = z.infer<typeof commentFormSchema>

/** An approval: of this version, with the pair as it was on the screen. */
export const approvalFormSchema = z.object({
	/** Of the change that the approval brings about; the same operation sent twice is one. */
	operationId,
	requestId,
	version,
	note: words().check(byRule(noteProblem)),
	confirmation,
	shownWarnings,
	shownState: z.enum(['assigned', 'not_assigned', 'unreadable']),
})
export type ApprovalForm = z.infer<typeof approvalFormSchema>

export const rejectionFormSchema = z.object({
	requestId,
	version,
	note: words('Write why it is rejected.').check(byRule(rejectionProblem)),
})
export type RejectionForm = z.infer<typeof rejectionFormSchema>

/** Which part of the queue, and what of it; from an address. */
export const requestQuerySchema = z.object({
	tab: z.optional(z.enum(requestTabs, 'There is no such part of the queue.')),
	kind: z.optional(z.enum(requestKinds, 'There is no such kind of request.')),
	group: z.optional(groupIdSchema),
	user: z.optional(userIdSchema),
	/** The last request of the page before. */
	after: z.optional(
		z.pipe(z.string().check(z.regex(/^\d{1,15}$/, 'There is no such page.')), z.transform(Number)),
	),
})
export type RequestQuery = z.infer<typeof requestQuerySchema>

/** A console user by name. */
export interface Person {
	id: string
	name: string
}

/** One request in the queue. Times are ISO 8601. */
export interface RequestLine {
	id: number
	kind: RequestKind
	groupId: string
	groupName: string | null
	userId: string
	userName: string | null
	endsAt: string | null
	reason: string
	ticket: string | null
	asker: Person & { role: Role }
	state: RequestState
	claimedBy: Person | null
	createdAt: string
	dueAt: string
	closedAt: string | null
	/** How many have approved it. */
	approvals: number
}

/** How much there is in each part of the queue that the viewer has; `done` is not counted. */
export type RequestCounts = Record<Exclude<(typeof requestTabs)[number], 'done'>, number> & {
	/** Ends that are past without the pod having confirmed it, and those that wait for an officer. */
	late: number
}

/** One page of a part of the queue. */
export interface RequestPage {
	requests: RequestLine[]
	/** The request to ask for what comes next; `null` where nothing does. */
	next: number | null
}

/** What the viewer may do with a request. */
export const requestOffers = [
	'edit',
	'withdraw',
	'comment',
	'claim',
	'take_over',
	'release',
	'approve',
	'reject',
] as const
export type RequestOffer = (typeof requestOffers)[number]

/** One request with all that the console knows of it; what the pod shows of its pair is read apart. */
export interface RequestView extends RequestLine {
	version: number
	stateBefore: PairState
	warnings: Finding[]
	claimedAt: string | null
	editedAt: string | null
	/** Who rejected or withdrew it, or gave the last approval. */
	closedBy: Person | null
	note: string | null
	approvedBy: (Person & { at: string; note: string | null })[]
	/** How many approvals it needs, by the setting in force. */
	approvalsNeeded: number
	comments: { id: string; by: Person; at: string; text: string }[]
	/** Its entries in the record, oldest first. */
	history: { sequence: number; at: string; action: EntryAction; by: string | null }[]
	/** The newest change that was made for it. */
	change: ChangeView | null
	/** The end that it set, as it stands. */
	schedule: ScheduleView | null
	/** The end that the pair has now, by whichever request. */
	standingEnd: StandingEnd | null
	/** The newest changes of the same pair, and how many requests for it came before. */
	pairChanges: ChangeView[]
	requestsBefore: number
	offers: RequestOffer[]
	/** Why the viewer, who decides requests, cannot decide this one; `null` where they can. */
	notDecidable: string | null
	isErased: boolean
}

/** The pair of a request as the pod shows it now, with what stands against approving it. */
export interface DecisionPair {
	pair: PairView
	/** For the viewer and the request's own direction; four eyes included. */
	verdict: Verdict
}

/** What the forms must know of how this console is set up. */
export interface RequestSettings {
	/** `direct`: officers may apply at once; else every change waits for one or two others. */
	approvals: 'direct' | 'second' | 'two'
	/** From now to the latest end that may be asked for. */
	maxGrantMs: number
}

/** That something is asked for a pair, for everyone; which request it is, for those who may see it. */
export interface OpenRequestNote {
	kind: RequestKind
	state: RequestState
	since: string
	requestId: number | null
}
