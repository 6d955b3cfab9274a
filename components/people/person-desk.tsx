'use client'

import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { UtcTime } from '#components/audit/utc-time.tsx'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { useDone } from '#components/ui/use-done.ts'
import { peopleHref } from '#lib/people/rules.ts'
import type { PersonView } from '#lib/people/schemas.ts'
import { AccessDialog } from './access-dialog.tsx'
import { PersonFacts } from './person-facts.tsx'
import { SessionsCard } from './sessions-card.tsx'

interface PersonDeskProps {
	person: PersonView
	/** The session that looks at this, where it is this person's. */
	ownKey: string | null
}

/** One person: where they are signed in, what they have in hand, and what can be done with their access. */
export function PersonDesk({ person, ownKey }: PersonDeskProps) {
	const router = useRouter()
	const { done, place, onDone } = useDone()
	const [isAsking, setIsAsking] = useState(false)
	const { disabled, isViewer } = person
	const tell = (sentence: string) => {
		router.refresh()
		onDone(sentence)
	}
	return (
		<div ref={place} tabIndex={-1} className="grid grid-cols-[minmax(0,1fr)] gap-5 outline-none">
			<div className="flex flex-wrap items-center justify-between gap-3">
				<Link
					prefetch={false}
					href={peopleHref({})}
					className="inline-flex items-center gap-1.5 rounded-sm font-medium text-accent hover:underline"
				>
					<ArrowLeft size={15} aria-hidden />
					Back to the people
				</Link>
				{isViewer ? (
					<p className="text-note text-ink-3">This is you. Another administrator could disable you.</p>
				) : (
					<Button
						look={disabled ? 'primary' : 'danger'}
						aria-haspopup="dialog"
						onClick={() => setIsAsking(true)}
					>
						{disabled ? 'Enable' : 'Disable'}
					</Button>
				)}
			</div>
			{/* That somebody was disabled is there to be read below: it is said here to be heard. */}
			<p role="status" className={disabled ? 'sr-only' : 'text-note text-ok empty:hidden'}>
				{done}
			</p>
			<DisabledNote person={person} />
			<div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 desk:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
				<SessionsCard
					sessions={person.sessions}
					whose={isViewer ? null : person}
					ownKey={ownKey}
					onDone={tell}
				/>
				<PersonFacts person={person} />
			</div>
			{isAsking ? <AccessDialog person={person} onClose={() => setIsAsking(false)} onDone={tell} /> : null}
		</div>
	)
}

/** Since when somebody is disabled, by whom, and why. */
function DisabledNote({ person: { disabled, whyDisabled } }: { person: PersonView }) {
	if (!disabled) return null
	return (
		<Note tone="bad">
			<span className="font-semibold">Disabled</span> since <UtcTime at={disabled.at} />
			{disabled.by ? (
				<>
					{' '}
					by <bdi>{disabled.by}</bdi>
				</>
			) : null}
			. They are refused at once, and cannot sign in.
			{whyDisabled ? (
				<p className="mt-1">
					{whyDisabled.reason === null ? 'Why is no longer kept.' : `Reason: ${whyDisabled.reason}`}{' '}
					<Link
						prefetch={false}
						href={`/audit/${whyDisabled.sequence}`}
						className="font-semibold whitespace-nowrap underline"
					>
						Show the entry
					</Link>
				</p>
			) : null}
		</Note>
	)
}
