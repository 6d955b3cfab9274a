'use client'

import { Check, Copy } from 'lucide-react'
import { IconButton } from './icon-button.tsx'
import { useCopy } from './use-copy.ts'

/** An identifier, digit for digit, with a button that copies it. */
export function IdText({ id, what }: { id: string; what: string }) {
	const { copied, copy } = useCopy()
	const Icon = copied ? Check : Copy
	return (
		<span className="group/id inline-flex max-w-full items-center gap-0.5">
			<span className="id-text">{id}</span>
			<IconButton
				label={copied ? 'Copied' : `Copy ${what}`}
				onClick={() => copy(id)}
				className="print:hidden"
			>
				<Icon size={13} aria-hidden className={copied ? 'text-ok' : ''} />
			</IconButton>
		</span>
	)
}
