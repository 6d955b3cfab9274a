import 'server-only'
import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { can } from '#lib/auth/permissions.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { notifications } from '#lib/db/request-schema.ts'
import { changes, requests, schedules, users } from '#lib/db/schema.ts'
import type { Notifications, NotificationView } from './schemas.ts'
import { describeNotice, type Told } from './sentences.ts'

const shown = 30

/** No more than the sentences need: every open page asks for them, over and over. */
const told = {
	notice: {
		id: notifications.id,
		kind: notifications.kind,
		createdAt: notifications.createdAt,
		readAt: notifications.readAt,
	},
	request: {
		id: requests.id,
		kind: requests.kind,
		state: requests.state,
		groupId: requests.groupId,
		groupName: requests.groupName,
		userId: requests.userId,
		userName: requests.userName,
		dueAt: requests.dueAt,
	},
	change: {
		state: changes.state,
		active: changes.active,
		groupId: changes.groupId,
		groupName: changes.groupName,
		userId: changes.userId,
		userName: changes.userName,
		reviewedAt: changes.reviewedAt,
	},
	schedule: {
		state: schedules.state,
		endsAt: schedules.endsAt,
		groupId: schedules.groupId,
		groupName: schedules.groupName,
		userId: schedules.userId,
		userName: schedules.userName,
		leavesNoAssignee: schedules.leavesNoAssignee,
	},
	changedBy: users.name,
}

/** What the actor is told, newest first, at most 30, and how much of all that they are told is unread. */
export async function listNotifications(actor: Actor): Promise<Notifications> {
	const db = getDatabase()
	const own = and(eq(notifications.recipientId, actor.id), stillVisibleTo(actor))
	const [rows, unread] = await Promise.all([
		db
			.select(told)
			.from(notifications)
			.leftJoin(requests, eq(requests.id, notifications.requestId))
			.leftJoin(changes, eq(changes.id, notifications.changeId))
			.leftJoin(schedules, eq(schedules.id, notifications.scheduleId))
			.leftJoin(users, eq(users.id, changes.actorId))
			.where(own)
			.orderBy(desc(notifications.createdAt), desc(notifications.id))
			.limit(shown),
		db.$count(notifications, and(own, isNull(notifications.readAt))),
	])
	return { unread, items: rows.map(viewOf) }
}

/** What was told to somebody in another role says how others’ requests stand now: one sees one’s own alone by then. */
function stillVisibleTo({ id, role }: Actor): SQL | undefined {
	if (can(role, 'read_whole_requests')) return undefined
	return sql`exists (select from ${requests} asked
		where asked.id = ${notifications.requestId} and asked.asker_id = ${id})`
}

type NoticeRow = Pick<typeof notifications.$inferSelect, keyof typeof told.notice>

function viewOf(row: Told & { notice: NoticeRow }): NotificationView {
	const { id, createdAt, readAt } = row.notice
	return { id, at: createdAt.toISOString(), isRead: readAt !== null, ...describeNotice(row) }
}
