'use client'

import dynamic from 'next/dynamic'
import { type ComponentProps, useState } from 'react'
import { newRequestHref } from '#components/requests/new-request-href.ts'
import { useRequestSettings } from '#components/requests/settings-context.tsx'
import { Button } from '#components/ui/button.tsx'
import { ButtonLink } from '#components/ui/button-link.tsx'
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

/** Offers to take a change back, where that can be; where every change waits for somebody else, to ask for it. */
export function UndoButton({ change, size = 'normal', onAnswer }: UndoButtonProps) {
	const [isOpen, setIsOpen] = useState(false)
	const { approvals } = useRequestSettings()
	if (!change.canUndo) return null
	if (approvals !== 'direct') {
		return (
			<ButtonLink size={size} href={newRequestHref(change, change.active ? 'unassign' : 'assign')}>
				Ask to undo
			</ButtonLink>
		)
	}
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
