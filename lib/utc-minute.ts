const clock = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })

/** A moment that a person chose, within a sentence: `30 Nov 2026, 18:00 UTC`. */
export function utcMinute(moment: Date): string {
	return `${clock.format(moment)} UTC`
}
