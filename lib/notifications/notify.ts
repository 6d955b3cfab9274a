import 'server-only'
import { and, eq, gt, inArray, isNull, not, type SQL, sql } from 'drizzle-orm'
import { can, roles } from '#lib/auth/permissions.ts'
import type { Database } from '#lib/db/client.ts'
import { notifications } from '#lib/db/request-schema.ts'
import { users } from '#lib/db/schema.ts'
import type { notificationKindValues } from '#lib/db/values.ts'

/** What is told. */
export interface Notice {
	kind: (typeof notificationKindValues)[number]
	/** What it is about and which time it is said: the same is told to nobody twice. */
	topic: string
	requestId?: number | null
	changeId?: string | null
	scheduleId?: string | null
}

/** Whoever decides requests, or these people by the ids of their rows. */
export type Recipients = 'deciders' | string[]

const deciders = roles.filter((role) => can(role, 'decide_requests'))

/**
 * Tells people something inside the console, in the transaction in which it came to be.
 * @param except people who know it already, by the ids of their rows
 */
export async function notify(
	tx: Pick<Database, 'insert' | 'select'>,
	to: Recipients,
	{ kind, topic, requestId, changeId, scheduleId }: Notice,
	except: (string | null)[] = [],
): Promise<void> {
	if (to.length === 0) return
	const left = except.filter((id) => id !== null)
	const who: SQL | undefined =
		to === 'deciders'
			? // Whoever has not been here for so long does not come for this either.
				and(inArray(users.role, deciders), gt(users.lastSignInAt, sql`now() - interval '90 days'`))
			: inArray(users.id, to)
	const recipients = tx
		.select({
			id: sql`gen_random_uuid()`.as('id'),
			recipientId: users.id,
			kind: sql`${kind}`.as('kind'),
			topic: sql`${topic}`.as('topic'),
			requestId: sql`${requestId ?? null}::bigint`.as('request_id'),
			changeId: sql`${changeId ?? null}::uuid`.as('change_id'),
			scheduleId: sql`${scheduleId ?? null}::uuid`.as('schedule_id'),
			createdAt: sql`now()`.as('created_at'),
			readAt: sql`null::timestamptz`.as('read_at'),
		})
		.from(users)
		.where(and(who, isNull(users.disabledAt), left.length > 0 ? not(inArray(users.id, left)) : undefined))
	await tx.insert(notifications).select(recipients).onConflictDoNothing()
}

/**
 * Marks as read, for everybody, that a request waits for somebody: somebody has seen to it, so that what is unread is
 * what is still to do.
 */
export async function settleNotices(tx: Pick<Database, 'update'>, requestId: number): Promise<void> {
	await tx
		.update(notifications)
		.set({ readAt: sql`now()` })
		.where(
			and(
				eq(notifications.requestId, requestId),
				inArray(notifications.kind, ['filed', 'second_approval', 'overdue']),
				isNull(notifications.readAt),
			),
		)
}
