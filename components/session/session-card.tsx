'use client'

import { CircleCheck, Clock, LogOut, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useTopModal } from '#components/ui/top-modal.ts'
import { useIsLive } from '#components/ui/use-is-live.ts'
import { useFocusReturn } from './use-focus-return.ts'

const icons = { ending: Clock, ended: LogOut, back: CircleCheck } satisfies Record<string, LucideIcon>
const tones = { ending: 'text-warn', ended: 'text-bad', back: 'text-ok' }

const look =
	'pointer-events-auto flex w-[min(40rem,100%)] items-center gap-x-5 gap-y-3 rounded-card bg-raised px-4 py-3.5 text-ink shadow-raised max-sm:flex-wrap forced-colors:border'

export interface CardWords {
	kind: keyof typeof icons
	title: string
	text: string
}

/**
 * Says at the foot of the window how the session stands, and takes no focus: whoever is typing goes on. Where a dialog
 * is open it lies in that dialog, for nothing outside could be reached.
 */
export function SessionCard({ words, children }: { words: CardWords | null; children: ReactNode }) {
	const modal = useTopModal()
	const focusReturn = useFocusReturn(words !== null)
	if (!useIsLive()) return null
	return createPortal(
		<div
			data-session-card={words ? '' : undefined}
			className="pointer-events-none fixed inset-x-0 bottom-0 z-40 flex justify-center p-4 print:hidden"
		>
			<div {...(words ? { role: 'region', 'aria-label': 'Your session', className: look } : {})}>
				{/* There before it says anything: what appears together with its words is often not read out. */}
				<div role="status" className="flex min-w-0 flex-1 gap-3 max-sm:basis-full">
					{words ? <Words words={words} /> : null}
				</div>
				<div {...focusReturn} className="flex shrink-0 items-center gap-2 max-sm:ml-auto">
					{children}
				</div>
			</div>
		</div>,
		modal ?? document.body,
	)
}

function Words({ words: { kind, title, text } }: { words: CardWords }) {
	const Icon = icons[kind]
	return (
		<>
			<Icon size={18} aria-hidden className={`mt-[2px] shrink-0 ${tones[kind]}`} />
			<div className="min-w-0">
				<p className="font-semibold">{title}</p>
				<p className="text-note text-ink-2">{text}</p>
			</div>
		</>
	)
}
