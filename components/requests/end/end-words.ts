interface ZonedParts {
	/** `Mon 30 Nov 2026` */
	date: string
	/** `18:00` */
	time: string
	/** `GMT` */
	zone: string
}

function partsIn(atMs: number, timeZone: string | undefined): ZonedParts {
	const format = new Intl.DateTimeFormat('en-GB', {
		weekday: 'short',
		day: 'numeric',
		month: 'short',
		year: 'numeric',
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
		timeZoneName: 'short',
		timeZone,
	})
	const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]))
	const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
	return {
		date: `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`,
		time: `${part('hour')}:${part('minute')}`,
		zone: part('timeZoneName'),
	}
}

/**
 * An end in words, in the browser's zone and in UTC: `Mon 30 Nov 2026, 18:00 GMT (18:00 UTC)`; empty where it is none.
 * @param timeZone another zone than the browser's
 */
export function endWords(iso: string, timeZone?: string): string {
	const atMs = Date.parse(iso)
	if (Number.isNaN(atMs)) return ''
	const here = partsIn(atMs, timeZone)
	const utc = partsIn(atMs, 'UTC')
	const words = `${here.date}, ${here.time} ${here.zone}`
	if (here.zone === 'UTC') return words
	return `${words} (${here.date === utc.date ? '' : `${utc.date}, `}${utc.time} UTC)`
}

/** The browser's zone by its name, such as `Europe/London`. */
export const ownZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone
