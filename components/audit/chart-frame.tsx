import { Card } from '#components/ui/card.tsx'

/** Keeps the chart's place while its numbers are being counted. */
export function ChartFrame() {
	return (
		<Card aria-busy="true" className="h-[204px] px-5 py-4">
			<p className="font-semibold text-ink-3">Counting changes…</p>
		</Card>
	)
}
