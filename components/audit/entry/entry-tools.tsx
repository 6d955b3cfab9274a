'use client'

import { ArrowLeft, Check, Link2, Printer } from 'lucide-react'
import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { useCopy } from '#components/ui/use-copy.ts'

/** The way back, and ways to take an entry elsewhere. */
export function EntryTools() {
	const { copied, copy } = useCopy()
	const Icon = copied ? Check : Link2
	return (
		<div className="flex flex-wrap items-center justify-between gap-3 print:hidden">
			<Link
				prefetch={false}
				href="/audit"
				className="inline-flex items-center gap-1.5 rounded-sm font-medium text-accent hover:underline"
			>
				<ArrowLeft size={15} aria-hidden />
				Back to the audit
			</Link>
			<span className="flex gap-2.5">
				<Button onClick={() => copy(`${window.location.origin}${window.location.pathname}`)}>
					<Icon size={14} aria-hidden />
					{copied ? 'Copied' : 'Copy link'}
				</Button>
				<Button onClick={() => window.print()}>
					<Printer size={14} aria-hidden />
					Print
				</Button>
			</span>
		</div>
	)
}
