import type { ReactNode } from 'react'
import { BrandMark } from './brand-mark.tsx'

/** A page that has one thing to say. */
export function MessagePage({ title, children }: { title: string; children: ReactNode }) {
	return (
		<main className="grid min-h-dvh place-items-center px-4 py-10">
			<div className="w-full max-w-[26rem] rounded-card border border-line bg-surface p-7 shadow-card">
				<BrandMark size={28} />
				<h1 className="mt-4 text-title font-[650] tracking-[-.01em]">{title}</h1>
				<div className="mt-1.5 grid justify-items-start gap-4 text-ink-2">{children}</div>
			</div>
		</main>
	)
}
