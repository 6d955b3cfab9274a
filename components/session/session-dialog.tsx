'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { SessionNeed } from '#components/api/heed.ts'
import { Button } from '#components/ui/button.tsx'
import { Modal } from '#components/ui/modal.tsx'
import { SignInLink } from './sign-in-link.tsx'

const look = 'm-auto w-[min(30rem,calc(100vw-2rem))] rounded-card p-[22px] max-sm:p-4'

interface FrameProps {
	title: string
	text: ReactNode
	onClose: () => void
	children: ReactNode
}

/** What is to be read takes the focus, and no button: whoever was typing presses nothing by that. */
function Frame({ title, text, onClose, children }: FrameProps) {
	const heading = useRef<HTMLHeadingElement>(null)
	useEffect(() => heading.current?.focus(), [])
	return (
		<Modal label={title} onClose={onClose} className={look}>
			<h2 ref={heading} tabIndex={-1} className="text-lead font-semibold outline-none">
				{title}
			</h2>
			<div className="mt-1 grid gap-2 text-ink-2">{text}</div>
			<div className="mt-5 flex flex-wrap items-center justify-end gap-2.5">{children}</div>
		</Modal>
	)
}

const titles: Record<SessionNeed['kind'], string> = {
	sign_in: 'You are signed out',
	confirm: 'Confirm that it is you',
}
const whatNext: Record<SessionNeed['kind'], string> = {
	sign_in: 'This page stays as you left it, and goes on once you are back.',
	confirm: 'Nothing was done yet, and what you filled in stays as it is.',
}
const linkWords: Record<SessionNeed['kind'], string> = { sign_in: 'Sign in again', confirm: 'Confirm' }

/** Asks for a sign-in in another tab, while this one waits as it is. */
export function NeedDialog({ need, onClose }: { need: SessionNeed; onClose: () => void }) {
	const { kind, sentence } = need
	const [isWaiting, setIsWaiting] = useState(false)
	const text = (
		<>
			<p>{sentence}</p>
			<p>{whatNext[kind]}</p>
		</>
	)
	return (
		<Frame title={titles[kind]} text={text} onClose={onClose}>
			<p role="status" className="mr-auto text-note text-ink-3">
				{isWaiting ? 'Waiting for the other tab…' : ''}
			</p>
			<Button onClick={onClose}>Not now</Button>
			<SignInLink onFollow={() => setIsWaiting(true)}>{linkWords[kind]}</SignInLink>
		</Frame>
	)
}

interface OtherPersonDialogProps {
	/** Whose session it is now, and whose page this is. */
	name: string
	viewer: string
}

/** Work of two people is never mixed: there is no way on but the page anew. */
export function OtherPersonDialog({ name, viewer }: OtherPersonDialogProps) {
	const reload = () => window.location.reload()
	const text = (
		<p>
			Somebody signed in as <bdi>{name}</bdi> in another tab, and this page is <bdi>{viewer}</bdi>’s. So that
			nothing of one is done in the name of the other, it is loaded anew, without what was filled in.
		</p>
	)
	return (
		<Frame title={`This is ${name}’s session now`} text={text} onClose={reload}>
			<Button look="primary" onClick={reload}>
				Reload the page
			</Button>
		</Frame>
	)
}
