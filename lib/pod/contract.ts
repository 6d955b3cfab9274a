import { z } from 'zod'
import { cleanText } from '#lib/clean-text.ts'

/**
 * The pod's wire shapes: what a Symphony pod sends and takes around compliance groups, from the Restricted Pod
 * API 20.17.1. Every field of an answer is optional there, unknown fields may appear, and an absent date may be
 * missing, null or 0. The sandbox pod writes these shapes; the client reads them.
 */

/** int64 identifier on the wire; a decimal string from here on. */
const wireId = z.union([z.int(), z.bigint(), z.string().regex(/^\d+$/)]).transform(String)
const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined)
// Cleaned where it comes in, so that no answer holds what could not be stored.
const cleaned = z.string().transform((value) => cleanText(value))
const text = optional(cleaned)
const wholeNumber = z.union([z.number(), z.bigint()]).transform(Number)
const count = optional(wholeNumber).transform((value) => (Number.isSafeInteger(value) ? value : undefined))
/** Epoch milliseconds; 0 and null mean "never", as an absent field does, and what is no date says nothing. */
const epochMs = optional(wholeNumber).transform((ms) => (ms && Math.abs(ms) <= 8.64e15 ? ms : undefined))

export const wireError = z.looseObject({ code: optional(z.int()), message: text })

export const wireGroup = z.looseObject({
	id: z.string().min(1),
	name: text,
	area: text,
	description: text,
	type: text,
	active: optional(z.boolean()),
	createdDate: epochMs,
	modifiedDate: epochMs,
	memberCount: count,
	assigneeCount: count,
})

const wireGroupBrief = z.looseObject({
	id: text,
	name: text,
	area: text,
	type: text,
	active: optional(z.boolean()),
})

const wireUserBrief = z.looseObject({
	id: optional(wireId),
	username: text,
	firstName: text,
	lastName: text,
	emailAddress: text,
})

export const wireAssignment = z.looseObject({
	id: text,
	groupId: text,
	group: optional(wireGroupBrief),
	userId: optional(wireId),
	user: optional(wireUserBrief),
	userRoles: optional(z.array(cleaned)),
	active: optional(z.boolean()),
	lastAddedDate: epochMs,
	lastRemovedDate: epochMs,
})

/** A candidate spells the last name `surname`, and its page is keyed `users`. */
export const wireCandidate = z.looseObject({
	userId: wireId,
	username: text,
	firstName: text,
	surname: text,
	emailAddress: text,
	canBeAssigned: optional(z.boolean()),
	roles: optional(z.array(cleaned)),
})

export const wireUser = z.looseObject({
	id: wireId,
	username: text,
	firstName: text,
	lastName: text,
	displayName: text,
	emailAddress: text,
	title: text,
	company: text,
	department: text,
	location: text,
	accountType: text,
	roles: optional(z.array(cleaned)),
})

/** The end of a listing is the absence of `next`; a page may be short or empty and still carry it. */
export const wirePagination = optional(
	z.looseObject({
		cursors: optional(z.looseObject({ before: text, after: text })),
		previous: text,
		next: text,
	}),
)

export const wireGroupPage = z.looseObject({ data: z.array(wireGroup), pagination: wirePagination })
export const wireAssignmentPage = z.looseObject({ data: z.array(wireAssignment), pagination: wirePagination })
export const wireCandidatePage = z.looseObject({ users: z.array(wireCandidate), pagination: wirePagination })
export const wireUserSearch = z.looseObject({ count, users: z.array(wireUser) })
export const wireUserLookup = z.looseObject({ users: optional(z.array(wireUser)) })
export const wireLogin = z.looseObject({ name: text, token: z.string().min(1) })

/** The body of the PUT. `active` is optional in the published schema; here it is always sent. */
export const wireAssignmentUpdate = z.object({ active: z.boolean() })

export type WireGroup = z.input<typeof wireGroup>
export type WireAssignment = z.input<typeof wireAssignment>
export type WireCandidate = z.input<typeof wireCandidate>
export type WireUser = z.input<typeof wireUser>
export type WirePagination = z.input<typeof wirePagination>
