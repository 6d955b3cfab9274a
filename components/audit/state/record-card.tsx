'use client'

import { Check, CircleAlert, CircleCheck, Copy, Info, TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { grouped } from '#components/directory/counted.ts'
import { Ago } from '#components/ui/ago.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { useCopy } from '#components/ui/use-copy.ts'
import type { RecordState } from '#lib/audit/schemas.ts'
import { Sinks } from './sinks.tsx'
import { describeState, type StateWords } from './state-words.ts'
import { useRecordState } from './use-record-state.ts'

const icons = { ok: CircleCheck, warn: TriangleAlert, bad: CircleAlert, quiet: Info }
const inks = { ok: 'text-ok', warn: 'text-warn', bad: 'text-bad', quiet: 'text-ink-2' }

/** Whether the record is what was signed, and whether that is known outside of it. */
export function RecordCard({ atStart }: { atStart: RecordState | null }) {
	const { data, error } = useRecordState(atStart)
	return (
		<Card aria-label="State of the record" className="min-h-[72px] px-5 py-3.5">
			{data ? (
				<Known state={data} />
			) : (
				<p role={error ? 'alert' : undefined} className={`py-2.5 ${error ? 'text-bad' : 'text-ink-3'}`}>
					{error ? error.message : 'Looking at the record…'}
				</p>
			)}
		</Card>
	)
}

function Known({ state }: { state: RecordState }) {
	const words = describeState(state)
	return (
		<div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
			<div className="min-w-0">
				<Title words={words} />
				{state.verification?.problemAt ? <WrongEntry sequence={state.verification.problemAt} /> : null}
				{state.checkpoint ? <Signed checkpoint={state.checkpoint} sinks={state.sinks} /> : null}
				{state.running ? <Progress running={state.running} /> : null}
			</div>
			{state.checkpoint ? <CopyCheckpoint note={state.checkpoint.note} /> : null}
			<Sinks sinks={state.sinks} />
		</div>
	)
}

function Title({ words: { tone, title, verifiedAt } }: { words: StateWords }) {
	const Icon = icons[tone]
	return (
		<p role={tone === 'bad' ? 'alert' : 'status'} className={`flex gap-2 font-semibold ${inks[tone]}`}>
			<Icon size={17} aria-hidden className="mt-[2px] shrink-0" />
			<span>
				{title}
				{verifiedAt ? (
					<>
						{tone === 'bad' ? ' Found ' : ' '}
						<Ago at={verifiedAt} />
					</>
				) : null}
			</span>
		</p>
	)
}

function WrongEntry({ sequence }: { sequence: number }) {
	return (
		<Link
			prefetch={false}
			href={`/audit/${sequence}`}
			className="mt-0.5 inline-block rounded-sm font-medium text-accent hover:underline"
		>
			Look at entry {grouped(sequence)}
		</Link>
	)
}

function Signed({
	checkpoint,
	sinks,
}: {
	checkpoint: NonNullable<RecordState['checkpoint']>
	sinks: RecordState['sinks']
}) {
	const { rootBase64, signedAt } = checkpoint
	const sentAt = sinks
		.flatMap((sink) => sink.sentAt ?? [])
		.toSorted()
		.at(-1)
	return (
		<p className="mt-0.5 text-small text-ink-3">
			<span className="id-text" title={rootBase64}>
				{rootBase64.slice(0, 12)}…{rootBase64.slice(-8)}
			</span>{' '}
			· signed <Ago at={signedAt} />
			{sentAt ? (
				<>
					{' '}
					· last sent outside <Ago at={sentAt} />
				</>
			) : null}
		</p>
	)
}

function Progress({
	running: { checked, size, startedBy },
}: {
	running: NonNullable<RecordState['running']>
}) {
	return (
		<div className="mt-2 grid gap-1 text-small text-ink-2">
			<progress
				aria-label="Verified entries"
				value={checked}
				max={Math.max(size, 1)}
				className="h-1.5 w-[min(26rem,70vw)] overflow-hidden rounded-full accent-accent"
			/>
			<p>
				Verifying {grouped(checked)} of {grouped(size)} · started by{' '}
				{startedBy === 'nightly' ? 'the nightly run' : startedBy}
			</p>
		</div>
	)
}

function CopyCheckpoint({ note }: { note: string }) {
	const { copied, copy } = useCopy()
	const Icon = copied ? Check : Copy
	return (
		<Button onClick={() => copy(note)} className="print:hidden">
			<Icon size={14} aria-hidden />
			{copied ? 'Copied' : 'Copy checkpoint'}
		</Button>
	)
}
