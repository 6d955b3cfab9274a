'use client'

import dynamic from 'next/dynamic'
import { type ComponentProps, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { ChangeView } from '#lib/changes/schemas.ts'

const UndoDialog = dynamic(() => import('./undo-dialog.tsx').then(({ UndoDialog }) => UndoDialog), {
	ssr: false,
})

interface UndoButtonProps {
	change: ChangeView
	size?: ComponentProps<typeof Button>['size']
	/** Given the change that took this one back. */
	onAnswer: (change: ChangeView) => void
}

/** Offers to take a change back, where that can be. */
export function UndoButton({ change, size = 'normal', onAnswer }: UndoButtonProps) {
	const [isOpen, setIsOpen] = useState(false)
	if (!change.canUndo) return null
	return (
		<>
			<Button size={size} aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
				Undo
			</Button>
			{isOpen ? (
				<UndoDialog
					change={change}
					onClose={() => setIsOpen(false)}
					onAnswer={(answer) => {
						setIsOpen(false)
						onAnswer(answer)
					}}
				/>
			) : null}
		</>
	)
}
