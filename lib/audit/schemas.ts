import * as z from 'zod/mini'
import type { Role } from '#lib/auth/permissions.ts'
import type { ChangeState } from '#lib/changes/schemas.ts'
import { cleanText } from '#lib/clean-text.ts'
import { type Entry, type EntryAction, type EntrySource, entrySources } from '#lib/ledger/schemas.ts'
import type { Assignment } from '#lib/pod/model.ts'
import { groupIdSchema, userIdSchema } from '#lib/pod/schemas.ts'
import { auditActions, auditOutcomes, auditRanges, exportFormats, searchedTextMost } from './rules.ts'

/** Whether a day exists: 2026-02-31 would be read as the third of March. */
function isDay(text: string): boolean {
	const midnight = new Date(text)
	return !Number.isNaN(midnight.getTime()) && midnight.toISOString().slice(0, 10) === text
}

const day = (name: string) =>
	z.string().check(z.refine(isDay, { error: `${name} must be a day such as 2026-01-31.` }))

/** A filter as it comes from an address; days are in UTC, and `to` is the last of them. */
export const auditFilterSchema = z
	.object({
		range: z.optional(z.enum(auditRanges, 'The range of time is none of those that can be chosen.')),
		from: z.optional(day('The first day')),
		to: z.optional(day('The last day')),
		person: z.optional(z.uuid('The person is not one that can be chosen.')),
		action: z.optional(z.enum(auditActions, 'The action is none of those that can be chosen.')),
		outcome: z.optional(z.enum(auditOutcomes, 'The outcome is none of those that can be chosen.')),
		group: z.optional(groupIdSchema),
		user: z.optional(userIdSchema),
		source: z.optional(z.enum(entrySources, 'The source is none of those that can be chosen.')),
		text: z.optional(
			z.string().check(
				z.overwrite((text) => cleanText(text).trim()),
				z.maxLength(searchedTextMost, `The text to look for has at most ${searchedTextMost} characters.`),
			),
		),
		/** Without it, sign-ins are there as everything is. */
		signIns: z.optional(z.literal('hidden', 'Sign-ins are shown or left out.')),
	})
	.check(
		z.refine(({ from, to }) => !from || !to || from <= to, {
			error: 'The first day comes after the last one.',
			path: ['from'],
		}),
	)
export type AuditFilter = z.infer<typeof auditFilterSchema>

/** A whole number as it stands in an address, in decimal digits and nothing else. */
const wholeNumber = (sentence: string) =>
	z.pipe(z.coerce.string().check(z.regex(/^\d{1,15}$/, sentence)), z.transform(Number))

const pageEdge = z.optional(wholeNumber('A page lies before or after the number of an entry.'))

/** Which page: the operations that began before an entry, or after one; neither: the newest. */
export const auditPageSchema = z.object({ before: pageEdge, after: pageEdge })

export const sequenceSchema = z.object({ sequence: wholeNumber('There is no such entry.') })

export const exportFormSchema = z.object({
	filter: auditFilterSchema,
	format: z.enum(exportFormats),
	/** Size of an older checkpoint, held outside, from which the export is to prove that the record goes on. */
	since: z.nullable(z.number().check(z.int(), z.positive('A checkpoint has a size above 0.'))),
})
export type ExportForm = z.infer<typeof exportFormSchema>

/** An export that stands in the record and can be fetched. */
export interface RecordedExport {
	/** Of the entry that says so. */
	sequence: number
	count: number
	isWhole: boolean
	/** Where the file is fetched, by the same person. */
	href: string
}

/** Somebody who acted: their row, and their name. */
export interface AuditPerson {
	id: string
	name: string
}

/** What became of an operation: of a change its state; `stopped`: refused by the console itself. */
export type OutcomeCode = ChangeState | 'stopped' | 'done'

/** One entry as a line of its operation. */
export interface EntryLine {
	sequence: number
	/** ISO 8601. */
	at: string
	action: EntryAction
	/** By the name that they had then, while it is kept; `null`: nobody who signed in, see `whoElse`. */
	by: AuditPerson | null
	httpStatus: number | null
	/** The request that it is about, or by which it was wanted. */
	requestId: number | null
}

/** What an entry says of somebody's access to the console. */
export interface AccessView {
	/** Whose, where that is not whoever acted: by the name that they had then, while it is kept. */
	name: string | null
	subject: string | null
	role: Role | null
	roleBefore: Role | null
	browser: string | null
	address: string | null
	/** Sessions that ended with it. */
	sessions: number | null
	/** Why a sign-in failed, or how a session came to its end. */
	why: string | null
}

/** What began with one entry, and how it went on. */
export interface OperationView extends EntryLine {
	/** Assign (true) or unassign (false), where it is about an assignment. */
	active: boolean | null
	groupId: string | null
	groupName: string | null
	userId: string | null
	userName: string | null
	/** Entries that were exported or erased. */
	count: number | null
	/** What a request asks for, on the entry that files it. */
	requestKind: NonNullable<Entry['requestKind']> | null
	/** When the assignment is to end (ISO 8601). */
	endsAt: string | null
	/** How many approvals a change needs, from the entry that says so on. */
	approvals: NonNullable<Entry['approvals']> | null
	/** Applied at once by an administrator; who signed it off afterwards, once somebody did. */
	breakGlass: { reviewed: EntryLine | null } | null
	reason: string | null
	ticket: string | null
	source: EntrySource | null
	/** Why the console refused an attempt, as its code. */
	refusal: string | null
	/** Whose access it is about, where it is about that. */
	access: AccessView | null
	/** Names, reason and the pod's words are no longer kept. */
	isErased: boolean
	outcome: OutcomeCode
	/** The outcome was not known for a while. */
	wasUnknown: boolean
	/** All of its entries, this one first. */
	entries: EntryLine[]
}

/** One page of operations, newest first. */
export interface AuditList {
	operations: OperationView[]
	/** Sequence to ask for what is older, and newer; `null` where there is nothing. */
	older: number | null
	newer: number | null
}

/** Changes of one day, week or month (its first day, UTC), by what became of them. */
export interface ChangesInPeriod {
	/** First day, such as 2026-01-31, and the last one. */
	from: string
	to: string
	applied: number
	/** Unknown for a while, whatever they came to. */
	unknown: number
	/** Refused by the pod, not sent, or not applied. */
	refused: number
}

export interface ChangesOverTime {
	unit: 'day' | 'week' | 'month'
	periods: ChangesInPeriod[]
	/** The day up to which they were counted back, where older ones fit too; null where every one is counted. */
	countedFrom: string | null
}

/** How an entry is known to be in the record, unchanged. */
export interface EntryProof {
	/** Number of its leaf, from 0, and the leaf's hash (hex). */
	index: number
	leaf: string
	/** Size and root (base64) of the tree that it is proved against. */
	size: number
	root: string
	/** The sibling hashes on the way up, lowest first (base64). */
	hashes: string[]
	/** When a checkpoint of that size was signed (ISO 8601); `null` where none covers the entry yet. */
	signedAt: string | null
	/** Why the entry is not what was recorded, in words; `null` where the proof holds. */
	problem: string | null
}

/** What the pod answered, or showed when it was read back. */
export interface PodAnswer {
	/** Sequence of the entry that says so. */
	sequence: number
	confirmedBy: 'response' | 'read_back' | null
	httpStatus: number | null
	podMs: number | null
	traceIds: string[]
	assignment: Assignment | null
	problem: { message: string; podCode: number | null; podMessage: string | null } | null
}

/** One entry, with the operation that it belongs to. */
export interface EntryView extends EntryLine {
	operation: OperationView
	/** The role that the person had then. */
	role: string | null
	stateBefore: string | null
	/** Warnings that were on the screen. */
	warnings: string[]
	/** What the pod answered: as this entry says, or the last one of the operation that this entry begins. */
	answer: PodAnswer | null
	/** What was said of this very entry: why a change was closed, an attempt refused, a request rejected. */
	words: string | null
	/** Sequence of the entry that began the change which this one takes back. */
	undoes: number | null
	isErased: boolean
	/** The exact text that is hashed. */
	text: string
	/** What lies beside it, as JSON text; `null` where retention took it. */
	details: string | null
	proof: EntryProof
}

/** What the audit page shows of the record as a whole. Moments are ISO 8601. */
export interface RecordState {
	/** Entries in the record. */
	size: number
	checkpoint: {
		size: number
		rootBase64: string
		signedAt: string
		/** The whole signed note. */
		note: string
		/** Why it counts for nothing, in words; `null` where its note is signed and says the same. */
		forged: string | null
		/** Whether the record, as it is stored now, still has this root at this size. */
		matches: boolean
	} | null
	/** Why no checkpoint can be signed now, in words; `null` where it can. */
	signingProblem: string | null
	/** The last run over every entry that came to its end. */
	verification: {
		finishedAt: string
		/** How many entries there were to look at. */
		size: number
		ok: boolean
		/** What was found wrong first, in words. */
		problem: string | null
		/** The sequence at which it was found. */
		problemAt: number | null
		/** A person's name, or `nightly`. */
		startedBy: string
	} | null
	/** The run that is under way. */
	running: { checked: number; size: number; startedBy: string } | null
	/** Where checkpoints are also sent; none: nothing outside the database could show that it was rewritten. */
	sinks: {
		kind: 'file' | 'url'
		target: string
		sentAt: string | null
		sentSize: number
		problem: string | null
		/** Without a word of why, it lacks what it should have by now, or what it got last is stored no more. */
		isDoubtful: boolean
	}[]
}
