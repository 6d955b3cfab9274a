import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { viewer } from '#components/api/viewer.ts'
import { Button } from '#components/ui/button.tsx'
import { useNow } from '#components/ui/use-now.ts'
import { checkNowAction, sendAgainAction } from '#lib/changes/actions.ts'
import type { ChangeView } from '#lib/changes/schemas.ts'
import { CloseDialog } from './close-dialog.tsx'
import { useOpenChangeAction } from './use-open-change-action.ts'

interface OpenActionsProps {
	change: ChangeView
	/** Takes the focus when the outcome comes while it is in here. */
	nextFocus: RefObject<HTMLElement | null>
}

/** What can be done about a change whose outcome is not known; what is offered, the server says. */
export function OpenActions({ change, nextFocus }: OpenActionsProps) {
	const { running, error, run } = useOpenChangeAction()
	const [isClosing, setIsClosing] = useState(false)
	const box = useFocusAfter(nextFocus)
	const { offers, id } = change
	return (
		<div ref={box} className="grid gap-3 border-b border-line px-5 py-4">
			<NextCheck at={change.nextCheckAt} />
			<div className="flex flex-wrap gap-2 print:hidden">
				{offers.includes('check_now') ? (
					<Button
						size="small"
						busy={running === 'check'}
						onClick={() => void run('check', () => checkNowAction({ changeId: id }, viewer()))}
					>
						Check now
					</Button>
				) : null}
				{offers.includes('send_again') ? (
					<Button
						size="small"
						busy={running === 'send'}
						onClick={() => void run('send', () => sendAgainAction({ changeId: id }, viewer()))}
					>
						Send again
					</Button>
				) : null}
				{offers.includes('close') ? (
					<Button size="small" onClick={() => setIsClosing(true)}>
						Close as seen elsewhere
					</Button>
				) : null}
			</div>
			{error ? (
				<p role="alert" className="text-note text-bad">
					{error}
				</p>
			) : null}
			{isClosing ? <CloseDialog changeId={id} onClose={() => setIsClosing(false)} /> : null}
		</div>
	)
}

/** Where what it is given to goes from the page with the focus in it, the focus goes on to `next`. */
function useFocusAfter(next: RefObject<HTMLElement | null>) {
	const box = useRef<HTMLDivElement>(null)
	useLayoutEffect(() => {
		const element = box.current
		return () => {
			if (!element?.contains(document.activeElement)) return
			// An open dialog lets the focus go nowhere else.
			element.querySelector('dialog')?.close()
			next.current?.focus()
		}
	}, [next])
	return box
}

function NextCheck({ at }: { at: string | null }) {
	const now = useNow()
	if (at === null) return <p>The pod is not asked again by itself.</p>
	const seconds = Math.ceil((Date.parse(at) - now) / 1000)
	return <p>{seconds > 0 ? `The pod is asked again in ${seconds} s.` : 'The pod is being asked…'}</p>
}
