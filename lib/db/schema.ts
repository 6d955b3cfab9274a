import { desc, sql } from 'drizzle-orm'
import {
	type AnyPgColumn,
	bigint,
	boolean,
	check,
	index,
	integer,
	jsonb,
	pgTable,
	real,
	text,
	timestamp,
	unique,
	uniqueIndex,
	uuid,
} from 'drizzle-orm/pg-core'
import { isOneOf, moment } from './columns.ts'
import {
	changeStateValues,
	liveScheduleStateValues,
	openRequestStateValues,
	pairStateValues,
	requestKindValues,
	requestStateValues,
	roleValues,
	scheduleStateValues,
	sessionEndValues,
} from './values.ts'

/** Open changes: one at most per pair, and the only ones with something due. */
const isOpen = sql.raw(`"state" in ('pending', 'unknown')`)

/** A name as people are listed by it. */
const foldedName = sql`lower(normalize("name", NFD))`

/** People who have signed in. A person is issuer and subject; the rest is what the last sign-in said. */
export const users = pgTable(
	'users',
	{
		id: uuid('id').primaryKey(),
		issuer: text('issuer').notNull(),
		subject: text('subject').notNull(),
		name: text('name').notNull(),
		email: text('email'),
		username: text('username'),
		podUserId: text('pod_user_id'),
		role: text('role', { enum: roleValues }).notNull(),
		disabledAt: moment('disabled_at'),
		disabledBy: uuid('disabled_by').references((): AnyPgColumn => users.id),
		createdAt: moment('created_at').notNull().defaultNow(),
		lastSignInAt: moment('last_sign_in_at').notNull().defaultNow(),
	},
	(table) => [
		unique('users_person').on(table.issuer, table.subject),
		index('users_by_name').on(foldedName, table.id),
		index('users_disabled').on(foldedName, table.id).where(sql`"disabled_at" is not null`),
		index('users_by_text').using(
			'gin',
			table.name.op('gin_trgm_ops'),
			table.email.op('gin_trgm_ops'),
			table.username.op('gin_trgm_ops'),
			table.subject.op('gin_trgm_ops'),
		),
		check('users_role', isOneOf('role', roleValues)),
	],
)

/** Sign-ins. `id` is the SHA-256, in hex, of the random identifier in the cookie: a row signs nobody in. */
export const sessions = pgTable(
	'sessions',
	{
		id: text('id').primaryKey(),
		userId: uuid('user_id')
			.notNull()
			.references(() => users.id),
		createdAt: moment('created_at').notNull().defaultNow(),
		/** The last thing that the person did; what the screen asks for by itself does not count. */
		lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
		/** When the identity provider last saw the person sign in (its `auth_time`), which may be long before. */
		authenticatedAt: moment('authenticated_at').notNull().defaultNow(),
		endedAt: moment('ended_at'),
		endReason: text('end_reason', { enum: sessionEndValues }),
		/** Where it was opened from: the address as the trusted proxies tell it, and the browser in words. */
		address: text('address'),
		browser: text('browser'),
		/** What the provider wants to hear again at sign-out; gone when the session has ended. */
		idToken: text('id_token'),
	},
	(table) => [
		index('sessions_by_user').on(table.userId),
		index('sessions_open').on(desc(table.lastSeenAt)).where(sql`"ended_at" is null`),
		check('sessions_end_reason', isOneOf('end_reason', sessionEndValues)),
	],
)

/** One row per change: where it stands. What happened and when is in `entries`; no state moves without one. */
export const changes = pgTable(
	'changes',
	{
		id: uuid('id').primaryKey(),
		operationId: uuid('operation_id').notNull().unique('changes_operation'),
		groupId: text('group_id').notNull(),
		userId: text('user_id').notNull(),
		active: boolean('active').notNull(),
		reason: text('reason').notNull(),
		ticket: text('ticket'),
		/** Null: Scopekeeper itself, when an assignment's end had come. */
		actorId: uuid('actor_id').references(() => users.id),
		groupName: text('group_name'),
		userName: text('user_name'),
		stateBefore: text('state_before', { enum: pairStateValues }).notNull(),
		warnings: jsonb('warnings').$type<{ code: string; message: string }[]>().notNull().default([]),
		state: text('state', { enum: changeStateValues }).notNull(),
		createdAt: moment('created_at').notNull().defaultNow(),
		leaseUntil: moment('lease_until').notNull(),
		sentAt: moment('sent_at'),
		settledAt: moment('settled_at'),
		confirmedBy: text('confirmed_by', { enum: ['response', 'read_back'] }),
		httpStatus: integer('http_status'),
		podMs: real('pod_ms'),
		assignment: jsonb('assignment'),
		problem: jsonb('problem'),
		firstOldReadAt: moment('first_old_read_at'),
		nextCheckAt: moment('next_check_at'),
		checkedAt: moment('checked_at'),
		/** Why the last read-back could not read the pair; null where it could. */
		checkProblem: text('check_problem'),
		sendCount: integer('send_count').notNull().default(0),
		/** The applied change that this one takes back. */
		undoes: uuid('undoes').references((): AnyPgColumn => changes.id),
		/** The request that was approved, or, without an actor, the one that gave the assignment its end. */
		requestId: bigint('request_id', { mode: 'number' }).references((): AnyPgColumn => requests.id),
		/** The end that had come. */
		scheduleId: uuid('schedule_id').references((): AnyPgColumn => schedules.id),
		/** Applied at once by an administrator, where everyone else needs another officer. */
		breakGlass: boolean('break_glass').notNull().default(false),
		/** Who signed a change under break-glass off afterwards, and when. */
		reviewedBy: uuid('reviewed_by').references(() => users.id),
		reviewedAt: moment('reviewed_at'),
		/** When retention took the names, the reason and the pod's words out of this row. */
		erasedAt: moment('erased_at'),
	},
	(table) => [
		check('changes_state', isOneOf('state', changeStateValues)),
		check('changes_state_before', isOneOf('state_before', pairStateValues)),
		check('changes_confirmed_by', isOneOf('confirmed_by', ['response', 'read_back'])),
		uniqueIndex('changes_open_pair').on(table.groupId, table.userId).where(isOpen),
		index('changes_newest').on(desc(table.createdAt), desc(table.id)),
		index('changes_newest_by_actor').on(table.actorId, desc(table.createdAt), desc(table.id)),
		index('changes_newest_of_pair').on(table.groupId, table.userId, desc(table.createdAt), desc(table.id)),
		index('changes_due').on(table.nextCheckAt).where(isOpen),
		index('changes_of_request').on(table.requestId).where(sql`"request_id" is not null`),
		index('changes_to_review').on(table.createdAt).where(sql`"break_glass" and "reviewed_at" is null`),
	],
)

export const isOpenRequest = isOneOf('state', openRequestStateValues)

/** What somebody asks for. One row per request: where it stands. What happened and when is in `entries`. */
export const requests = pgTable(
	'requests',
	{
		/** Spoken of as “request 12”. */
		id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		/** Made once per filled form: the same form filed twice is one request. */
		operationId: uuid('operation_id').notNull().unique('requests_operation'),
		kind: text('kind', { enum: requestKindValues }).notNull(),
		groupId: text('group_id').notNull(),
		userId: text('user_id').notNull(),
		groupName: text('group_name'),
		userName: text('user_name'),
		/** When the assignment is to end; null: not by itself. */
		endsAt: moment('ends_at'),
		reason: text('reason').notNull(),
		ticket: text('ticket'),
		askerId: uuid('asker_id')
			.notNull()
			.references(() => users.id),
		/** What the pod showed when it was asked. */
		stateBefore: text('state_before', { enum: pairStateValues }).notNull(),
		warnings: jsonb('warnings').$type<{ code: string; message: string }[]>().notNull().default([]),
		state: text('state', { enum: requestStateValues }).notNull(),
		/** Rises with each edit: whoever decides says which one they read. */
		version: integer('version').notNull().default(1),
		claimedBy: uuid('claimed_by').references(() => users.id),
		claimedAt: moment('claimed_at'),
		createdAt: moment('created_at').notNull().defaultNow(),
		editedAt: moment('edited_at'),
		dueAt: moment('due_at').notNull(),
		/** When people were told that it is overdue; null: not yet. */
		overdueToldAt: moment('overdue_told_at'),
		/** The newest change that was made for it. */
		changeId: uuid('change_id').references((): AnyPgColumn => changes.id),
		/** Who rejected or withdrew it, or whose approval was the last that it needed. */
		closedBy: uuid('closed_by').references(() => users.id),
		closedAt: moment('closed_at'),
		/** What was said when it was decided. */
		note: text('note'),
		/** When retention took the names and the words out of this row. */
		erasedAt: moment('erased_at'),
	},
	(table) => [
		check('requests_kind', isOneOf('kind', requestKindValues)),
		check('requests_state', isOneOf('state', requestStateValues)),
		check('requests_state_before', isOneOf('state_before', pairStateValues)),
		check('requests_end', sql`("kind" = 'set_end') <= ("ends_at" is not null)`),
		check('requests_no_end', sql`("kind" = 'unassign') <= ("ends_at" is null)`),
		uniqueIndex('requests_open_pair').on(table.groupId, table.userId, table.kind).where(isOpenRequest),
		index('requests_open_by_due').on(table.dueAt, table.id).where(isOpenRequest),
		index('requests_untold_by_due')
			.on(table.dueAt)
			.where(sql`${isOpenRequest} and "overdue_told_at" is null`),
		index('requests_open_by_asker').on(table.askerId, table.dueAt, table.id).where(isOpenRequest),
		index('requests_done').on(desc(table.closedAt), desc(table.id)).where(sql`"closed_at" is not null`),
		index('requests_done_by_asker')
			.on(table.askerId, desc(table.closedAt), desc(table.id))
			.where(sql`"closed_at" is not null`),
		index('requests_done_by_group')
			.on(table.groupId, desc(table.closedAt), desc(table.id))
			.where(sql`"closed_at" is not null`),
		index('requests_done_by_user')
			.on(table.userId, desc(table.closedAt), desc(table.id))
			.where(sql`"closed_at" is not null`),
		index('requests_done_by_kind')
			.on(table.kind, desc(table.closedAt), desc(table.id))
			.where(sql`"closed_at" is not null`),
		index('requests_of_pair').on(table.groupId, table.userId, desc(table.id)),
	],
)

/** One at most per pair. */
const isLiveSchedule = isOneOf('state', liveScheduleStateValues)

/** When which assignment ends by itself. No row comes to a state without an entry of that name. */
export const schedules = pgTable(
	'schedules',
	{
		id: uuid('id').primaryKey(),
		/** The request by which it was set. */
		requestId: bigint('request_id', { mode: 'number' })
			.notNull()
			.references(() => requests.id),
		groupId: text('group_id').notNull(),
		userId: text('user_id').notNull(),
		groupName: text('group_name'),
		userName: text('user_name'),
		endsAt: moment('ends_at').notNull(),
		state: text('state', { enum: scheduleStateValues }).notNull(),
		/** The pod's date of the assignment that it ends, in epoch milliseconds; null where the pod gave none. */
		addedAtMs: bigint('added_at_ms', { mode: 'number' }),
		createdAt: moment('created_at').notNull().defaultNow(),
		closedAt: moment('closed_at'),
		/** When it is tried next; tries before now are counted in `attempts`. */
		nextTryAt: moment('next_try_at').notNull(),
		attempts: integer('attempts').notNull().default(0),
		/** What came of the last try, or why it stopped. */
		problem: text('problem'),
		/** The newest change that was made for it. */
		changeId: uuid('change_id').references((): AnyPgColumn => changes.id),
		/** Days before the end for which notice was given last. */
		noticedDays: integer('noticed_days'),
		/** Whether the group was seen to be left without an assignee by it; null: not known. */
		leavesNoAssignee: boolean('leaves_no_assignee'),
		/** Who said that it may end as it stands, after which nobody is reminded. */
		letEndBy: uuid('let_end_by').references(() => users.id),
		letEndAt: moment('let_end_at'),
	},
	(table) => [
		check('schedules_state', isOneOf('state', scheduleStateValues)),
		uniqueIndex('schedules_live_pair').on(table.groupId, table.userId).where(isLiveSchedule),
		index('schedules_due').on(table.nextTryAt).where(sql`"state" = 'set'`),
		index('schedules_ending').on(table.endsAt, table.id).where(isLiveSchedule),
		index('schedules_of_request').on(table.requestId),
	],
)

/**
 * How often somebody asked, as the moment at which their allowance is whole again. Unlogged: what a crash of the
 * database forgets, nobody misses, and no request waits for a disk.
 */
export const allowances = pgTable('allowances', {
	name: text('name').primaryKey(),
	wholeAt: timestamp('whole_at', { withTimezone: true }).notNull(),
	/** Entries that were kept out of the record since the last one that was not. */
	leftOut: integer('left_out').notNull().default(0),
})
