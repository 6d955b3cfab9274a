/** What an end can be chosen by, besides a date and a time. Times are those of the browser's zone. */

const dayMs = 86_400_000

export interface Span {
	words: string
	/** From now, at the same time of the clock; 0: until the end of today. */
	days: number
}

const spans: Span[] = [
	{ words: 'End of day', days: 0 },
	{ words: '1 day', days: 1 },
	{ words: '7 days', days: 7 },
	{ words: '30 days', days: 30 },
	{ words: '90 days', days: 90 },
]

/** The spans that do not go beyond the latest end. */
export const spansWithin = (maxGrantMs: number): Span[] =>
	spans.filter(({ days }) => days * dayMs <= maxGrantMs)

/**
 * When a span that begins now is over, ISO 8601. A clock that is set back in between makes it longer than its days;
 * it never goes beyond the latest end.
 */
export function endOfSpan(
	{ days }: Pick<Span, 'days'>,
	{ nowMs, maxGrantMs }: { nowMs: number; maxGrantMs: number },
): string {
	const end = new Date(nowMs)
	end.setDate(end.getDate() + days)
	if (days === 0) end.setHours(23, 59)
	end.setSeconds(0, 0)
	return new Date(Math.min(end.getTime(), nowMs + maxGrantMs)).toISOString()
}

const twoDigits = (part: number) => String(part).padStart(2, '0')

/** A moment as a field of date and time holds it; empty where it is none. */
export function toFieldText(iso: string | null): string {
	const at = new Date(iso ?? Number.NaN)
	if (Number.isNaN(at.getTime())) return ''
	const date = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map(twoDigits).join('-')
	return `${date}T${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`
}

/** What a field of date and time holds, as ISO 8601; empty where it is not whole. */
export function fromFieldText(text: string): string {
	const at = new Date(text)
	return Number.isNaN(at.getTime()) ? '' : at.toISOString()
}
