import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { EntryFacts } from '#components/audit/entry/entry-facts.tsx'
import { EntryTools } from '#components/audit/entry/entry-tools.tsx'
import { PodAnswerCard } from '#components/audit/entry/pod-answer-card.tsx'
import { ProofCard } from '#components/audit/entry/proof-card.tsx'
import { grouped } from '#components/directory/counted.ts'
import { PageHeader } from '#components/shell/page-header.tsx'
import { readEntry } from '#lib/audit/read-entry.ts'
import type { EntryView } from '#lib/audit/schemas.ts'
import { forPage } from '#lib/auth/for-page.ts'
import { type Actor, requirePageActor } from '#lib/auth/session.ts'
import { AppError } from '#lib/errors.ts'

type Params = Promise<{ sequence: string }>

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
	const { sequence } = await params
	return { title: /^\d+$/.test(sequence) ? `Entry ${grouped(Number(sequence))}` : 'Entry' }
}

export default async function EntryPage({ params }: { params: Params }) {
	const { sequence } = await params
	const entry = await read(await requirePageActor(`/audit/${encodeURIComponent(sequence)}`), sequence)
	return (
		<>
			<PageHeader
				title={`Entry ${grouped(entry.sequence)}`}
				sentence="As the record holds it, with its proof."
			/>
			<EntryTools />
			<div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 desk:grid-cols-[minmax(0,7fr)_minmax(0,5fr)] print:grid-cols-1">
				<EntryFacts entry={entry} />
				{entry.answer ? <PodAnswerCard answer={entry.answer} operation={entry.operation} /> : null}
				<div className="desk:col-span-2">
					<ProofCard entry={entry} />
				</div>
			</div>
		</>
	)
}

/** What one may not see is not told apart from what is not there. */
async function read(actor: Actor, sequence: string): Promise<EntryView> {
	try {
		return await forPage(() => readEntry(actor, { sequence }))
	} catch (error) {
		if (error instanceof AppError && ['not_found', 'invalid_input'].includes(error.code)) notFound()
		throw error
	}
}
