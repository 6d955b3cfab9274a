/**
 * Moments in UTC as a person reads them. They are put together here, for a browser’s first use of `Intl` costs a page
 * more than the rest of its start.
 */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec']

/** `4 Mar` */
export const utcDay = (at: Date) => `${at.getUTCDate()} ${months[at.getUTCMonth()]}`

/** `4 Mar 2026` */
export const utcDate = (at: Date) => `${utcDay(at)} ${at.getUTCFullYear()}`

/** `09:14:07`; with `length` 5 `09:14`. */
export const utcClock = (at: Date, length: 5 | 8 = 8) =>
	at.toISOString().split('T')[1]?.slice(0, length) ?? ''

/** A moment that a person chose, within a sentence: `30 Nov 2026, 18:00 UTC`. */
export const utcMinute = (at: Date) => `${utcDate(at)}, ${utcClock(at, 5)} UTC`

/** A moment within a sentence: `23 Nov 2026, 18:20:11 UTC`. A pod may give a date that is none. */
export const utcSecond = (at: Date) =>
	Number.isNaN(at.getTime()) ? 'an unreadable time' : `${utcDate(at)}, ${utcClock(at)} UTC`
