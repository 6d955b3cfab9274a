'use client'

import { useId } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Modal } from '#components/ui/modal.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { useModifierKey } from '#components/ui/use-modifier-key.ts'
import { Key } from './key.tsx'
import { useLetterKeys } from './use-letter-keys.ts'

const moving = [
	{ keys: ['j'], what: 'Next request in the list' },
	{ keys: ['k'], what: 'Previous request in the list' },
	{ keys: ['Enter'], what: 'Open it' },
	{ keys: ['n'], what: 'Open the next one' },
]
const deciding = [
	{ keys: ['c'], what: 'Claim it' },
	{ keys: ['a'], what: 'Approve: shows what it would do' },
	{ keys: ['r'], what: 'Reject: asks why' },
]

/** All keys of the desk, and whether single letters are among them. */
export function HelpDialog({ canDecide, onClose }: { canDecide: boolean; onClose: () => void }) {
	const { lettersOn, turn } = useLetterKeys()
	const modifier = useModifierKey()
	const id = useId()
	const decide = { keys: [modifier === '⌘' ? '⌘↵' : 'Ctrl ↵'], what: 'Decide what was opened by a or r' }
	const rest = [
		{ keys: ['Esc'], what: 'Close what is open, deciding nothing' },
		{ keys: ['?'], what: 'This list' },
	]
	const lines = [...moving, ...(canDecide ? [...deciding, decide] : []), ...rest]
	return (
		<Modal
			label="Keys"
			onClose={onClose}
			className="m-auto w-[min(30rem,calc(100vw-2rem))] rounded-card p-[22px] max-sm:p-4"
		>
			<div className="grid gap-4">
				<h2 className="text-lead font-semibold">Keys</h2>
				<dl className="grid grid-cols-[max-content_minmax(0,1fr)] items-baseline gap-x-4 gap-y-2">
					{lines.map(({ keys, what }) => (
						<div key={what} className="contents">
							<dt>
								{keys.map((key) => (
									<Key key={key}>{key}</Key>
								))}
							</dt>
							<dd>{what}</dd>
						</div>
					))}
				</dl>
				<div className="flex items-center justify-between gap-4 rounded-field border border-line bg-bg px-3.5 py-3">
					<div className="min-w-0">
						<label htmlFor={id} className="font-semibold">
							Single-letter keys
						</label>
						<p id={`${id}-means`} role="status" className="text-small text-ink-3">
							{lettersOn
								? 'On: letters work while no field has the focus.'
								: 'Off: Enter, Esc and the key that decides still work.'}
						</p>
					</div>
					<Switch
						id={id}
						aria-describedby={`${id}-means`}
						checked={lettersOn}
						onChange={(event) => turn(event.target.checked)}
					/>
				</div>
				<div className="flex justify-end">
					<Button onClick={onClose}>Close</Button>
				</div>
			</div>
		</Modal>
	)
}
