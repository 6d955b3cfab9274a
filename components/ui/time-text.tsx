const full = new Intl.DateTimeFormat('en-GB', {
	day: 'numeric',
	month: 'short',
	year: 'numeric',
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit',
	timeZoneName: 'short',
})

const withoutYear = new Intl.DateTimeFormat('en-GB', {
	day: 'numeric',
	month: 'short',
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit',
	timeZoneName: 'short',
})

interface TimeTextProps {
	/** ISO 8601, or epoch milliseconds. */
	at: string | number
	/** Leaves the year out while it is the present one. */
	short?: boolean
}

/** A moment in the viewer's own zone, which is named; the absolute form is there on hover and for machines. */
export function TimeText({ at, short = false }: TimeTextProps) {
	const date = new Date(at)
	if (Number.isNaN(date.getTime())) return <span>{String(at)}</span>
	const iso = date.toISOString()
	const format = short && date.getFullYear() === new Date().getFullYear() ? withoutYear : full
	return (
		<time dateTime={iso} title={iso} className="whitespace-nowrap">
			{format.format(date)}
		</time>
	)
}
