import type { ReactNode } from 'react'
import { type Tone, toneClasses } from './tone.ts'

/** A state in a word or two. */
export function Pill({ tone, children }: { tone: Tone; children: ReactNode }) {
	return (
		<span
			className={`inline-block rounded-full px-[9px] py-0.5 text-[0.75rem] leading-[1.45] font-semibold whitespace-nowrap forced-colors:border ${tone === 'quiet' ? 'bg-line text-ink-2' : toneClasses[tone]}`}
		>
			{children}
		</span>
	)
}
