const clock = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' })

/** A moment within a sentence for a person: `23 Nov 2026, 18:20:11 UTC`. A pod may give a date that is none. */
export function inUtc(moment: Date): string {
	return Number.isNaN(moment.getTime()) ? 'an unreadable time' : `${clock.format(moment)} UTC`
}
