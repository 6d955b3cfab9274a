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
	primaryKey,
	real,
	smallint,
	text,
	unique,
	uniqueIndex,
	uuid,
} from 'drizzle-orm/pg-core'
import {
	beginsOperation,
	bytea,
	fromBody,
	isOneOf,
	moment,
	searchedWords,
	timeOfEntry,
	xid8,
} from './columns.ts'

/** The values that rows may hold. `schema.test.ts` holds them equal to the words of the floors above. */
export const roleValues = ['officer', 'administrator', 'support', 'auditor'] as const
export const changeStateValues = [
	'pending',
	'applied',
	'refused',
	'not_sent',
	'unknown',
	'not_applied',
	'closed',
] as const
export const pairStateValues = ['assigned', 'not_assigned', 'unreadable'] as const

/** Open changes: one at most per pair, and the only ones with something due. */
const isOpen = sql.raw(`"state" in ('pending', 'unknown')`)

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
		createdAt: moment('created_at').notNull().defaultNow(),
		lastSignInAt: moment('last_sign_in_at').notNull().defaultNow(),
	},
	(table) => [
		unique('users_person').on(table.issuer, table.subject),
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
		lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
		endedAt: moment('ended_at'),
	},
	(table) => [index('sessions_by_user').on(table.userId)],
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
		actorId: uuid('actor_id')
			.notNull()
			.references(() => users.id),
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
	],
)

/**
 * The record. Written by the function `append` alone; `text` is the leaf, byte for byte, and every search column
 * is computed from it. `salt` and `details` can be erased later without touching a proof.
 */
export const entries = pgTable(
	'entries',
	{
		seq: bigint('seq', { mode: 'number' }).primaryKey(),
		text: text('text').notNull(),
		salt: bytea('salt'),
		details: text('details'),
		txid: xid8('txid').notNull().default(sql`pg_current_xact_id()`),
		time: moment('time').notNull().generatedAlwaysAs(timeOfEntry()),
		action: text('action').notNull().generatedAlwaysAs(fromBody('action')),
		operationId: text('operation_id').generatedAlwaysAs(fromBody('operationId')),
		changeId: text('change_id').generatedAlwaysAs(fromBody('changeId')),
		groupId: text('group_id').generatedAlwaysAs(fromBody('groupId')),
		userId: text('user_id').generatedAlwaysAs(fromBody('userId')),
		state: text('state', { enum: changeStateValues }).generatedAlwaysAs(fromBody('state')),
		actorIssuer: text('actor_issuer').generatedAlwaysAs(fromBody('actor', 'issuer')),
		actorSubject: text('actor_subject').generatedAlwaysAs(fromBody('actor', 'subject')),
		source: text('source').generatedAlwaysAs(fromBody('source')),
		active: boolean('active').generatedAlwaysAs(sql`(${fromBody('active')})::boolean`),
		/** True for the first entry of an operation, under which the others of its change are shown. */
		begins: boolean('begins').notNull().generatedAlwaysAs(beginsOperation()),
		/** Reason and ticket in lower case, to be searched; gone with the details. */
		words: text('words').generatedAlwaysAs(searchedWords()),
	},
	(table) => [
		// Another length could move bytes between salt and details.
		check('entries_salt', sql`octet_length("salt") = 16`),
		index('entries_of_change').on(table.changeId, table.seq).where(sql`"change_id" is not null`),
		index('entries_by_time').on(table.time, table.seq),
		index('entries_by_actor').on(table.actorSubject, table.seq).where(sql`"begins"`),
		/** Who had a hand in another's operation: few. */
		index('entries_joined_by')
			.on(table.actorSubject)
			.where(sql`not "begins" and "actor_subject" is not null`),
		index('entries_by_state').on(table.state, table.seq).where(sql`not "begins"`),
		index('entries_by_action').on(table.action, table.active, table.seq).where(sql`"begins"`),
		index('entries_by_group').on(table.groupId, table.seq).where(sql`"begins"`),
		index('entries_by_user').on(table.userId, table.seq).where(sql`"begins"`),
		index('entries_by_source').on(table.source, table.seq).where(sql`"begins" and "source" <> 'assign_page'`),
		index('entries_by_words').using('gin', table.words.op('gin_trgm_ops')),
	],
)

/** Completed nodes of the tree over `entries`: level 0 holds the leaves, index `seq` − 1. */
export const nodes = pgTable(
	'nodes',
	{
		level: smallint('level').notNull(),
		idx: bigint('idx', { mode: 'number' }).notNull(),
		hash: bytea('hash').notNull(),
	},
	(table) => [primaryKey({ name: 'nodes_place', columns: [table.level, table.idx] })],
)

/** Signed statements of the record's size and root. Never changed, and each continues the one before. */
export const checkpoints = pgTable('checkpoints', {
	size: bigint('size', { mode: 'number' }).primaryKey(),
	root: bytea('root').notNull(),
	/** The whole signed note. */
	note: text('note').notNull(),
	signedAt: moment('signed_at').notNull().defaultNow(),
})

/** Every key that ever signed a checkpoint, by its public half, so that old checkpoints stay verifiable. */
export const checkpointKeys = pgTable('checkpoint_keys', {
	verifierKey: text('verifier_key').primaryKey(),
	firstUsedAt: moment('first_used_at').notNull().defaultNow(),
})

/** Where checkpoints are also sent, and how far each place has come. */
export const checkpointSinks = pgTable('checkpoint_sinks', {
	/** `file:` and its path, or the address. */
	target: text('target').primaryKey(),
	sentSize: bigint('sent_size', { mode: 'number' }).notNull().default(0),
	sentAt: moment('sent_at'),
	nextTryAt: moment('next_try_at').notNull().defaultNow(),
	failures: integer('failures').notNull().default(0),
	/** Why the last try failed; null where it did not. */
	problem: text('problem'),
})

/** Runs over the whole record, entry by entry. One that has no end and was not seen for a minute is abandoned. */
export const verifications = pgTable(
	'verifications',
	{
		id: uuid('id').primaryKey(),
		/** Null: the nightly run. */
		startedBy: uuid('started_by').references(() => users.id),
		startedAt: moment('started_at').notNull().defaultNow(),
		seenAt: moment('seen_at').notNull().defaultNow(),
		/** Entries to look at, and looked at so far. */
		size: bigint('size', { mode: 'number' }).notNull(),
		checked: bigint('checked', { mode: 'number' }).notNull().default(0),
		finishedAt: moment('finished_at'),
		/** What was found wrong first, and at which entry; null where nothing was. */
		problem: text('problem'),
		problemAt: bigint('problem_at', { mode: 'number' }),
	},
	(table) => [index('verifications_newest').on(desc(table.startedAt))],
)
