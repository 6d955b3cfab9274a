import { utcClock, utcDate, utcDay } from '#lib/utc-words.ts'

/** A moment in UTC, in words; `short`: the year is left out while it is the present one. */
export function utcWord(at: string, { short }: { short: boolean }): string {
	const date = new Date(at)
	const isThisYear = date.getUTCFullYear() === new Date().getUTCFullYear()
	return `${short && isThisYear ? utcDay(date) : utcDate(date)}, ${utcClock(date)} UTC`
}

/** A moment as the record tells it, in UTC; the year is left out while it is the present one. */
export function UtcTime({ at, short = false }: { at: string; short?: boolean }) {
	return (
		<time dateTime={at} title={at} className="whitespace-nowrap">
			{utcWord(at, { short })}
		</time>
	)
}
