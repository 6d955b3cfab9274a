'use client'

import { Check, Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import { counted, grouped } from '#components/directory/counted.ts'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { useCopy } from '#components/ui/use-copy.ts'
import type { EntryProof, EntryView } from '#lib/audit/schemas.ts'
import { UtcTime } from '../utc-time.tsx'
import { Fact } from './fact.tsx'

/** How the entry is known to be in the record as it was written, and its exact text. */
export function ProofCard({ entry }: { entry: EntryView }) {
	const { proof, text, details } = entry
	const { copied, copy } = useCopy()
	const Icon = copied ? Check : Copy
	const all = { entry: text, index: proof.index, size: proof.size, root: proof.root, proof: proof.hashes }
	return (
		<Card aria-labelledby="proof" className="overflow-hidden">
			<div className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-5 py-4">
				<div>
					<h2 id="proof" className="text-lead font-semibold">
						Proof
					</h2>
					<Standing proof={proof} />
				</div>
				<Button onClick={() => copy(JSON.stringify(all, null, 2))} className="print:hidden">
					<Icon size={14} aria-hidden />
					{copied ? 'Copied' : 'Copy proof'}
				</Button>
			</div>
			<dl className="px-5 py-2">
				<Fact term="Leaf">
					{grouped(proof.index)} of {grouped(proof.size)}
				</Fact>
				<Fact term="Leaf hash">
					<Mono>{proof.leaf}</Mono>
				</Fact>
				<Fact term="Root">{proof.root ? <Mono>{proof.root}</Mono> : null}</Fact>
				<Fact term="Siblings">
					<details>
						<summary className="w-fit rounded-sm text-accent">
							{counted(proof.hashes.length, 'hash', 'hashes')}, lowest first
						</summary>
						<ol className="mt-1.5 grid gap-0.5">
							{proof.hashes.map((hash) => (
								<li key={hash}>
									<Mono>{hash}</Mono>
								</li>
							))}
						</ol>
					</details>
				</Fact>
				<Fact term="Exact text">
					<Mono>{text}</Mono>
				</Fact>
				<Fact term="Details">
					{details === null ? (
						<span className="text-ink-3">
							Erased when their retention ended. The proof holds without them.
						</span>
					) : (
						<Mono>{details}</Mono>
					)}
				</Fact>
			</dl>
		</Card>
	)
}

/** What the proof shows; an entry that was altered has none. */
function Standing({ proof: { problem, signedAt, size } }: { proof: EntryProof }) {
	if (problem !== null) {
		return (
			<p role="alert" className="mt-0.5 font-semibold text-bad">
				{problem}
			</p>
		)
	}
	return (
		<p className="mt-0.5 text-ink-2">
			{signedAt ? (
				<>
					In the record as of checkpoint {grouped(size)}, signed <UtcTime at={signedAt} />.
				</>
			) : (
				'In the record as it is now. No checkpoint covers this entry yet.'
			)}
		</p>
	)
}

function Mono({ children }: { children: ReactNode }) {
	return <span className="id-text text-small text-ink-2">{children}</span>
}
