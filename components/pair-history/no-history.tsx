import { Card } from '#components/ui/card.tsx'

/** Said where there is no change to show. */
export function NoHistory({ isNewest, seesAll }: { isNewest: boolean; seesAll: boolean }) {
	return (
		<Card className="px-5 py-8 text-center text-ink-2">
			<h2 className="text-lead font-semibold text-ink">
				{isNewest ? 'No change of this assignment yet' : 'No older change of this assignment'}
			</h2>
			<p className="mt-1">
				{seesAll
					? 'Whatever is changed through this console will be listed here, newest first.'
					: 'Your own changes of this assignment would be listed here, newest first.'}
			</p>
		</Card>
	)
}
