import { Card } from '#components/ui/card.tsx'
import { KeysLine } from '../keys/keys-line.tsx'

interface NothingOpenProps {
	lettersOn: boolean
	canDecide: boolean
	onHelp: () => void
}

/** The place of a request before one is opened. */
export function NothingOpen(props: NothingOpenProps) {
	return (
		<Card aria-label="Request" className="grid gap-3 px-5 py-5 text-ink-2 max-desk:hidden print:hidden">
			<div>
				<h2 className="text-lead font-semibold text-ink">No request is open</h2>
				<p className="mt-1 max-w-[52ch]">
					Choose one from the list: who asked for it and why, what the pod shows now, and what it would change
					stand here then.
				</p>
			</div>
			<KeysLine {...props} />
		</Card>
	)
}
