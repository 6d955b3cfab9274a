const options = {
	day: 'numeric',
	month: 'short',
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit',
	timeZoneName: 'short',
} as const

/** Made when the first moment is to be shown: the browser takes long for it. */
let formats: Record<'full' | 'withoutYear', Intl.DateTimeFormat> | undefined
const formatsOf = () => {
	formats ??= {
		full: new Intl.DateTimeFormat('en-GB', { ...options, year: 'numeric' }),
		withoutYear: new Intl.DateTimeFormat('en-GB', options),
	}
	return formats
}

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
	const isThisYear = date.getFullYear() === new Date().getFullYear()
	const format = formatsOf()[short && isThisYear ? 'withoutYear' : 'full']
	return (
		<time dateTime={iso} title={iso} className="whitespace-nowrap">
			{format.format(date)}
		</time>
	)
}
