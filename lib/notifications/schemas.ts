import * as z from 'zod/mini'

export const markReadSchema = z.object({
	/** Which ones; `null`: all. */
	ids: z.nullable(z.array(z.uuid()).check(z.maxLength(200))),
})

/** Something that one person is told. */
export interface NotificationView {
	id: string
	/** ISO 8601. */
	at: string
	isRead: boolean
	/** One sentence. */
	text: string
	/** Whether it tells of something that went wrong or is late. */
	isUrgent: boolean
	/** Where it is looked at. */
	href: string
}

export interface Notifications {
	unread: number
	/** The newest, at most 30. */
	items: NotificationView[]
}
