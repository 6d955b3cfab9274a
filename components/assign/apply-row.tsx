import { Button } from '#components/ui/button.tsx'
import { useModifierKey } from '#components/ui/use-modifier-key.ts'
import type { Phase } from './use-apply-change.ts'

const words: Record<Phase, string> = {
	idle: 'Apply change',
	reading: 'Reading the pod…',
	sending: 'Sending to the pod…',
}

export function ApplyRow({ phase }: { phase: Phase }) {
	const modifier = useModifierKey()
	return (
		<div className="flex flex-wrap items-center justify-between gap-3">
			<p className="text-small text-ink-3">
				{phase === 'sending' ? null : (
					<>
						Nothing is sent until you apply.{' '}
						<kbd className="font-sans whitespace-nowrap pointer-coarse:hidden">
							{modifier === '⌘' ? '⌘↵' : 'Ctrl ↵'}
						</kbd>
					</>
				)}
			</p>
			<Button type="submit" look="primary" busy={phase !== 'idle'} className="max-sm:w-full">
				{words[phase]}
			</Button>
		</div>
	)
}
