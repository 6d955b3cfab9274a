import { desc, sql } from 'drizzle-orm'
import { bigint, check, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { isOneOf, moment } from './columns.ts'
import { changes, requests, schedules, users } from './schema.ts'
import { notificationKindValues } from './values.ts'

/** Who approved which version of a request. Two of one person are one. */
export const approvals = pgTable(
	'approvals',
	{
		requestId: bigint('request_id', { mode: 'number' })
			.notNull()
			.references(() => requests.id),
		approverId: uuid('approver_id')
			.notNull()
			.references(() => users.id),
		version: integer('version').notNull(),
		note: text('note'),
		approvedAt: moment('approved_at').notNull().defaultNow(),
	},
	(table) => [primaryKey({ name: 'approvals_once', columns: [table.requestId, table.approverId] })],
)

export const requestComments = pgTable(
	'request_comments',
	{
		id: uuid('id').primaryKey(),
		requestId: bigint('request_id', { mode: 'number' })
			.notNull()
			.references(() => requests.id),
		authorId: uuid('author_id')
			.notNull()
			.references(() => users.id),
		text: text('text').notNull(),
		createdAt: moment('created_at').notNull().defaultNow(),
	},
	(table) => [index('request_comments_of').on(table.requestId, table.createdAt)],
)

/** What one person is told inside the console. */
export const notifications = pgTable(
	'notifications',
	{
		id: uuid('id').primaryKey(),
		recipientId: uuid('recipient_id')
			.notNull()
			.references(() => users.id),
		kind: text('kind', { enum: notificationKindValues }).notNull(),
		/** What it is about and which time it is said: the same is never told twice. */
		topic: text('topic').notNull(),
		requestId: bigint('request_id', { mode: 'number' }).references(() => requests.id),
		changeId: uuid('change_id').references(() => changes.id),
		scheduleId: uuid('schedule_id').references(() => schedules.id),
		createdAt: moment('created_at').notNull().defaultNow(),
		readAt: moment('read_at'),
	},
	(table) => [
		check('notifications_kind', isOneOf('kind', notificationKindValues)),
		unique('notifications_once').on(table.recipientId, table.kind, table.topic),
		index('notifications_newest').on(table.recipientId, desc(table.createdAt), desc(table.id)),
		index('notifications_unread_of_request').on(table.requestId).where(sql`"read_at" is null`),
		index('notifications_unread').on(table.recipientId).where(sql`"read_at" is null`),
	],
)
