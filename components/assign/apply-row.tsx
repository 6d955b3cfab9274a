import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { useModifierKey } from '#components/ui/use-modifier-key.ts'
import type { Phase } from './use-apply-change.ts'

const applyWords: Record<Phase, string> = {
	idle: 'Apply change',
	reading: 'Reading the pod…',
	sending: 'Sending to the pod…',
}

interface ApplyRowProps {
	phase: Phase
	words?: Record<Phase, string>
	hint?: string
	/** Other ways to go on. */
	children?: ReactNode
}

/** The button that sends a form, and what holds until it is pressed. */
export function ApplyRow({
	phase,
	words = applyWords,
	hint = 'Nothing is sent until you apply.',
	children,
}: ApplyRowProps) {
	const modifier = useModifierKey()
	return (
		<div className="flex flex-wrap items-center justify-between gap-3">
			<p className="text-small text-ink-3">
				{phase === 'sending' ? null : (
					<>
						{hint}{' '}
						<kbd className="font-sans whitespace-nowrap pointer-coarse:hidden">
							{modifier === '⌘' ? '⌘↵' : 'Ctrl ↵'}
						</kbd>
					</>
				)}
			</p>
			<div className="ml-auto flex flex-wrap justify-end gap-2.5 max-sm:w-full">
				{children}
				<Button type="submit" look="primary" busy={phase !== 'idle'} className="max-sm:w-full">
					{words[phase]}
				</Button>
			</div>
		</div>
	)
}
