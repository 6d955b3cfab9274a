import * as z from 'zod/mini'
import { cleanText } from '#lib/clean-text.ts'
import type { GroupOption, PersonOption } from '#lib/directory/schemas.ts'
import type { Assignment } from '#lib/pod/model.ts'
import { byRule, groupIdSchema, userIdSchema } from '#lib/pod/schemas.ts'
import { breakGlassReasonProblem, reasonProblem, ticketProblem } from './rules.ts'

/** A text that a person typed, without what no text may hold, cut to at most `maxBytes` of UTF-8, and trimmed. */
export const words = (message?: string, maxBytes?: number) =>
	z.string(message).check(
		z.overwrite((text) => cleanText(text, maxBytes)),
		z.trim(),
	)
export const reasonSchema = words('Write a reason.').check(byRule(reasonProblem))

/** The form on `/assign`, and what its action takes. */
export const changeFormSchema = z.object({
	/** Made once per filled form: the same operation sent twice is one change. */
	operationId: z.uuid(),
	groupId: groupIdSchema,
	userId: userIdSchema,
	active: z.boolean(),
	reason: reasonSchema,
	ticket: words().check(byRule(ticketProblem)),
	/** The Global group's name, typed by hand; empty for every other group. */
	confirmation: z.string().check(z.maxLength(1000)),
	/** Codes of the warnings that were on the screen when the change was applied. */
	shownWarnings: z.array(z.string()).check(z.maxLength(20)),
})
export type ChangeForm = z.infer<typeof changeFormSchema>

/** What takes an applied change back: whom and what it is about, that change says. */
export const undoFormSchema = z.extend(
	z.omit(changeFormSchema, { groupId: true, userId: true, active: true }),
	{
		changeId: z.uuid(),
	},
)
export type UndoForm = z.infer<typeof undoFormSchema>

/** What the pair view is asked for. */
export const pairSchema = z.object({ groupId: groupIdSchema, userId: userIdSchema })

/** A page of a pair's changes: the newest ones, or those before a change. */
export const pairChangesSchema = z.extend(pairSchema, {
	before: z.optional(z.uuid('There is no such page.')),
})

/** A change that an administrator applies at once, where everyone else needs another officer. */
export const breakGlassFormSchema = z.extend(changeFormSchema, {
	reason: words('Write a reason.').check(byRule(breakGlassReasonProblem)),
})

/** An officer's word on a change under break-glass, afterwards. */
export const reviewFormSchema = z.object({ changeId: z.uuid(), note: reasonSchema })

export const changeIdSchema = z.object({ changeId: z.uuid() })
export const closeFormSchema = z.object({ changeId: z.uuid(), reason: reasonSchema })
export type CloseForm = z.infer<typeof closeFormSchema>

export const changeStates = [
	'pending',
	'applied',
	'refused',
	'not_sent',
	'unknown',
	'not_applied',
	'closed',
] as const
export type ChangeState = (typeof changeStates)[number]

export type PairState = 'assigned' | 'not_assigned' | 'unreadable'

export const refusalCodes = ['own_assignment', 'group_inactive', 'not_an_officer'] as const
export const warningCodes = [
	'own_assignment_unclear',
	'group_unclear',
	'state_unclear',
	'roles_unclear',
	'groups_unclear',
	'assignees_unclear',
	'holds_global',
	'assigns_global',
	'last_assignee',
	'last_group',
] as const
export type FindingCode = (typeof refusalCodes)[number] | (typeof warningCodes)[number]

/** A guard-rail that spoke: its code goes into the record, its sentence to the person. */
export interface Finding {
	code: string
	message: string
}

/** What the guard-rails say of one direction of change. */
export interface Verdict {
	/** Non-empty: the change would be refused. */
	refusals: Finding[]
	warnings: Finding[]
	/** The name that must be typed before the change is taken, where the group is Global. */
	confirmation: string | null
	/** The pair is already in the state asked for, by a fresh read. */
	noChange: boolean
}

/** The end that an assignment has, and the request by which it was set. */
export interface StandingEnd {
	/** ISO 8601. */
	endsAt: string
	/** The request by which it was set, for those who may see that one. */
	requestId: number | null
}

/** One (group, user) pair as the pod showed it a moment ago, with what a change of it would meet. */
export interface PairView {
	groupId: string
	userId: string
	/** ISO 8601. */
	readAt: string
	state: PairState
	/** Why the state could not be read, where it could not. */
	stateProblem: string | null
	assignment: Assignment | null
	/** `null` where the pod knows no such group, or did not say. */
	group: GroupOption | null
	user: PersonOption | null
	/** The user's other groups, by name; `null` where they could not be read. */
	otherGroups: { id: string; name: string | null; area: string | null; isGlobal: boolean }[] | null
	/** The group's other assignees; `null` where they could not be read. */
	otherAssignees: { id: string; name: string | null; username: string | null }[] | null
	/** Whether the group is Global: by the configured ID even where the group cannot be read. */
	isGlobal: boolean
	/** How the Global group is recognised here. */
	globalGroupKnownBy: 'id' | 'name'
	/** Somebody's change of this pair that is not finished. */
	openChange: { changeId: string; by: string; since: string; state: ChangeState } | null
	/** When the assignment ends by itself, ISO 8601; `null` where no end is set. */
	standingEnd: string | null
	assign: Verdict
	unassign: Verdict
}

/** One change, as the result panel and the recent changes show it. Times are ISO 8601. */
export interface ChangeView {
	id: string
	state: ChangeState
	/** What was asked for: assign (true) or unassign (false). */
	active: boolean
	groupId: string
	groupName: string | null
	userId: string
	userName: string | null
	/** Empty once retention has erased it. */
	reason: string
	ticket: string | null
	by: string
	createdAt: string
	/** When the outcome became final. */
	settledAt: string | null
	stateBefore: PairState
	/** Whether the PUT has left the console. */
	sent: boolean
	warnings: Finding[]
	/** How the outcome is known, once it is. */
	confirmedBy: 'response' | 'read_back' | null
	/** HTTP status of the pod's answer to the PUT, and how long it took. */
	httpStatus: number | null
	podMs: number | null
	/** The assignment as the pod returned it, in the PUT's answer or the read-back. */
	assignment: Assignment | null
	/** Why the change did not simply succeed. */
	problem: {
		/** One or two sentences: what happened and what it means. */
		message: string
		/** What to do next. */
		advice: string
		/** The pod's own words. */
		podCode: number | null
		podMessage: string | null
	} | null
	/** When the pod will be asked again, while the outcome is unknown. */
	nextCheckAt: string | null
	/** Sequence of the newest entry of this change in the record. */
	sequence: number | null
	/** What the viewer may do while the outcome is unknown, or when break-glass waits for another's word. */
	offers: ('check_now' | 'send_again' | 'close' | 'review')[]
	/** The change that this one takes back. */
	undoes: string | null
	/** It is the newest of its pair and applied, and the viewer's role may take it back. */
	canUndo: boolean
	/** The request that it was made for. */
	requestId: number | null
	/** Made by Scopekeeper itself, when the end of the assignment had come. */
	isExpiry: boolean
	/** Applied at once by an administrator; who signed it off afterwards, once somebody did. */
	breakGlass: { reviewed: { by: string; at: string } | null } | null
}

/** A change in the history of its pair. */
export interface PairChange extends ChangeView {
	/** The applied change that took it back. */
	undoneBy: { changeId: string; by: string; at: string } | null
}

/** One page of a pair's changes, newest first. */
export interface PairHistory {
	changes: PairChange[]
	/** The change to ask for what came before; `null` where nothing did. */
	older: string | null
}

/** The answer to Apply: the change, and the pair as it stands after a confirmed one. */
export interface AppliedChange {
	change: ChangeView
	pair: PairView | null
}
