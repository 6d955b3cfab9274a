import Link from 'next/link'
import { useState } from 'react'
import { ReasonWords } from '#components/assign/reason-words.tsx'
import { describeOutcome } from '#components/assign/result/outcome.ts'
import { grouped } from '#components/directory/counted.ts'
import { pairHistoryHref } from '#components/pair-history/pair-history-href.ts'
import { Button } from '#components/ui/button.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { TimeText } from '#components/ui/time-text.tsx'
import { isOpen } from '#lib/changes/rules.ts'
import type { ChangeView } from '#lib/changes/schemas.ts'
import { SignOffDialog } from './sign-off-dialog.tsx'

interface ReviewItemProps {
	change: ChangeView
	/** Told in a sentence what was done. */
	onDone: (sentence: string) => void
}

const linkLook = 'rounded-sm font-medium text-accent hover:underline'

/** One change that was applied without another officer: by whom, why, what it came to, and the way to sign it off. */
export function ReviewItem({ change, onDone }: ReviewItemProps) {
	const [isSigning, setIsSigning] = useState(false)
	const { tone, short } = describeOutcome(change)
	return (
		<li className="grid gap-1.5 border-t border-line px-5 py-3.5 shadow-[inset_3px_0_0_var(--bad)]">
			<div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
				<h3 className="font-semibold [overflow-wrap:anywhere]">
					{change.active ? 'Assign' : 'Unassign'} · <Name name={change.groupName} id={change.groupId} /> ·{' '}
					<Name name={change.userName} id={change.userId} />
				</h3>
				<span className="flex gap-1.5">
					<Pill tone="bad">Break-glass</Pill>
					<Pill tone={tone}>{short}</Pill>
				</span>
			</div>
			<p className="flex flex-wrap gap-x-3 gap-y-0.5 text-note text-ink-2">
				<span>
					<span className="font-medium text-ink">{change.by}</span>, <TimeText at={change.createdAt} />
				</span>
				{change.ticket ? <span className="id-text">{change.ticket}</span> : null}
				{change.sequence === null ? null : (
					<Link prefetch={false} href={`/audit/${change.sequence}`} className={linkLook}>
						Audit entry #{grouped(change.sequence)}
					</Link>
				)}
				<Link prefetch={false} href={pairHistoryHref(change)} className={linkLook}>
					History of this assignment
				</Link>
			</p>
			<p className="max-w-[80ch] [overflow-wrap:anywhere]">
				<ReasonWords reason={change.reason} />
			</p>
			{change.offers.includes('review') ? (
				<div className="mt-1 print:hidden">
					<Button size="small" aria-haspopup="dialog" onClick={() => setIsSigning(true)}>
						Sign off
						<span className="sr-only">: {change.userName ?? change.userId}</span>
					</Button>
				</div>
			) : (
				<p className="text-note text-ink-3">{whyNot(change)}</p>
			)}
			{isSigning ? (
				<SignOffDialog change={change} onClose={() => setIsSigning(false)} onDone={onDone} />
			) : null}
		</li>
	)
}

function whyNot({ state }: ChangeView): string {
	return isOpen(state)
		? 'It can be signed off once its outcome is known.'
		: 'An officer signs it off who neither made it nor is concerned by it: you cannot.'
}

function Name({ name, id }: { name: string | null; id: string }) {
	return name === null ? <span className="id-text">{id}</span> : <bdi title={id}>{name}</bdi>
}
