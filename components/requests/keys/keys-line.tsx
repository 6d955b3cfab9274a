import { useModifierKey } from '#components/ui/use-modifier-key.ts'
import { Key } from './key.tsx'

interface KeysLineProps {
	lettersOn: boolean
	canDecide: boolean
	onHelp: () => void
}

/** The keys of the desk on one line, with the way to all of them. */
export function KeysLine({ lettersOn, canDecide, onHelp }: KeysLineProps) {
	const modifier = useModifierKey()
	return (
		<div className="flex flex-wrap items-center gap-x-3.5 gap-y-1.5 text-small text-ink-3 pointer-coarse:hidden print:hidden">
			{lettersOn ? (
				<>
					<span>
						<Key>j</Key> <Key>k</Key> move
					</span>
					<span>
						<Key>n</Key> next
					</span>
					{canDecide ? (
						<>
							<span>
								<Key>c</Key> claim
							</span>
							<span>
								<Key>a</Key> <Key>r</Key> decide, then <Key>{modifier === '⌘' ? '⌘↵' : 'Ctrl ↵'}</Key>
							</span>
						</>
					) : null}
				</>
			) : (
				<span>Single-letter keys are off</span>
			)}
			<button type="button" aria-haspopup="dialog" onClick={onHelp} className="rounded-sm hover:text-ink">
				{lettersOn ? <Key>?</Key> : null} all keys
			</button>
		</div>
	)
}
