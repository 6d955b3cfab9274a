import { Card } from '#components/ui/card.tsx'
import { emptyWords } from '../words.ts'

/** Changes under break-glass that wait for another officer's word. */
export function ReviewList() {
	const { title, sentence } = emptyWords.review
	return (
		<Card className="px-5 py-8 text-center text-ink-2">
			<h2 className="text-lead font-semibold text-ink">{title}</h2>
			<p className="mt-1">{sentence}</p>
		</Card>
	)
}
