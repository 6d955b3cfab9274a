import fc from 'fast-check'
import { expect, it } from 'vitest'
import { utcDate, utcDay, utcMinute, utcSecond } from './utc-words.ts'

const dates = fc.date({ min: new Date('1970-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
const britishIn = (options: Intl.DateTimeFormatOptions) =>
	new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' })

it('says every moment as is usual in British English', () => {
	const day = britishIn({ day: 'numeric', month: 'short' })
	const date = britishIn({ dateStyle: 'medium' })
	const minute = britishIn({ dateStyle: 'medium', timeStyle: 'short' })
	const second = britishIn({ dateStyle: 'medium', timeStyle: 'medium' })
	fc.assert(
		fc.property(dates, (at) => {
			expect(utcDay(at)).toBe(day.format(at))
			expect(utcDate(at)).toBe(date.format(at))
			expect(utcMinute(at)).toBe(`${minute.format(at)} UTC`)
			expect(utcSecond(at)).toBe(`${second.format(at)} UTC`)
		}),
	)
})

it('says of what is no moment that it cannot be read', () => {
	expect(utcSecond(new Date('soon'))).toBe('an unreadable time')
})
