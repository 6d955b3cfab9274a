import { desc, sql } from 'drizzle-orm'
import {
	bigint,
	boolean,
	check,
	date,
	index,
	integer,
	pgTable,
	primaryKey,
	smallint,
	text,
	uuid,
} from 'drizzle-orm/pg-core'
import { beginsOperation, bytea, fromBody, moment, searchedWords, timeOfEntry, xid8 } from './columns.ts'
import { users } from './schema.ts'
import { changeStateValues, requestStateValues } from './values.ts'

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
		requestId: bigint('request_id', { mode: 'number' }).generatedAlwaysAs(
			sql`(${fromBody('requestId')})::bigint`,
		),
		/** The state that the request came to. */
		requestState: text('request_state', { enum: requestStateValues }).generatedAlwaysAs(
			fromBody('requestState'),
		),
		/** True for the first entry of an operation, under which the others of its change are shown. */
		begins: boolean('begins').notNull().generatedAlwaysAs(beginsOperation()),
		/** Reason and ticket in lower case, to be searched; gone with the details. */
		words: text('words').generatedAlwaysAs(searchedWords()),
	},
	(table) => [
		// Another length could move bytes between salt and details.
		check('entries_salt', sql`octet_length("salt") = 16`),
		// With the state, so that what became of thousands of changes is told by the index alone.
		index('entries_of_change').on(table.changeId, table.seq, table.state).where(sql`"change_id" is not null`),
		index('entries_of_request').on(table.requestId, table.seq).where(sql`"request_id" is not null`),
		index('entries_by_time').on(table.time, table.seq),
		index('entries_by_actor').on(table.actorSubject, table.seq).where(sql`"begins"`),
		/** Whose access it is about. No column: that would have the whole record written anew. */
		index('entries_by_person')
			.on(sql`(${fromBody('person', 'subject')})`, table.seq)
			.where(sql`"begins" and (${fromBody('person', 'subject')}) is not null`),
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

/** What became of the changes that began on a day (UTC): counts taken from the first entries, as many as `counted_to` says. */
export const changesByDay = pgTable('changes_by_day', {
	day: date('day').primaryKey(),
	applied: integer('applied').notNull(),
	unknown: integer('unknown').notNull(),
	refused: integer('refused').notNull(),
})

/** How many entries have been counted, and for which table. */
export const countedTo = pgTable('counted_to', {
	what: text('what', { enum: ['changes_by_day'] }).primaryKey(),
	size: bigint('size', { mode: 'number' }).notNull(),
})

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
