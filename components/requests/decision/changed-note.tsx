import type { Ref } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'

interface ChangedNoteProps {
	/** What has become different since the viewer looked, a sentence each. */
	news: string[]
	/** Whether a decision was held back by it. */
	isHeld: boolean
	onRead: () => void
	ref: Ref<HTMLDivElement>
}

/** Says what others did to the request while it was on the screen, so that nobody decides on what is past. */
export function ChangedNote({ news, isHeld, onRead, ref }: ChangedNoteProps) {
	if (news.length === 0) return null
	return (
		<div ref={ref} tabIndex={-1}>
			<Note tone="warn" role="alert">
				<div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
					<div className="min-w-0">
						<p className="font-semibold">
							{isHeld
								? 'Nothing was sent: this changed while you had it open. Read it, then decide again.'
								: 'This changed while you had it open.'}
						</p>
						<ul className={news.length > 1 ? 'grid list-disc gap-0.5 pl-4' : ''}>
							{news.map((line) => (
								<li key={line}>{line}</li>
							))}
						</ul>
					</div>
					<Button size="small" onClick={onRead}>
						Got it
					</Button>
				</div>
			</Note>
		</div>
	)
}
