import { describe, expect, it } from 'vitest'
import type { Notifications, NotificationView } from '#lib/notifications/schemas.ts'
import { findNews } from './news.ts'

const told = (id: string, more: Partial<NotificationView> = {}): NotificationView => ({
	id,
	at: `2026-11-2${id}T09:00:00.000Z`,
	isRead: false,
	text: `Request ${id} waits for you.`,
	isUrgent: false,
	href: `/requests?request=${id}`,
	...more,
})
const list = (...items: NotificationView[]): Notifications => ({ unread: items.length, items })

describe('what came between two readings is read out', () => {
	it('by its own sentence where it is one', () => {
		expect(findNews(list(told('1')), list(told('2'), told('1')))).toBe(
			'New notification: Request 2 waits for you.',
		)
	})

	it('by its number and the newest where it is more, the first ones included', () => {
		const news = '2 new notifications. The newest: Request 2 waits for you.'
		expect(findNews(list(), list(told('2'), told('1')))).toBe(news)
	})
})

describe('nothing is read out', () => {
	it('where nothing came', () => {
		expect(findNews(list(told('1')), list(told('1', { isRead: true })))).toBeNull()
	})

	it('of what was read elsewhere meanwhile', () => {
		expect(findNews(list(), list(told('1', { isRead: true })))).toBeNull()
	})

	it('of what was there all along, below the end of the list', () => {
		expect(findNews(list(told('3'), told('2')), list(told('3'), told('1')))).toBeNull()
	})
})
