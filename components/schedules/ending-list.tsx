import { Card } from '#components/ui/card.tsx'

/** Assignments that end soon, are late or stopped. */
export function EndingList() {
	return (
		<Card className="px-5 py-8 text-center text-ink-2">
			<h2 className="text-lead font-semibold text-ink">Nothing ends soon</h2>
			<p className="mt-1">Assignments with an end are listed here ahead of it.</p>
		</Card>
	)
}
