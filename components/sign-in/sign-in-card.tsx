import { FlaskConical } from 'lucide-react'
import type { ReactNode } from 'react'
import { BrandMark } from '#components/ui/brand-mark.tsx'
import { Note } from '#components/ui/note.tsx'

interface SignInCardProps {
	isSandbox: boolean
	/** What went wrong, or how something went. */
	said: { tone: 'ok' | 'warn' | 'bad'; text: string } | null
	children: ReactNode
}

/** The page before the console: what this is, and the ways in. */
export function SignInCard({ isSandbox, said, children }: SignInCardProps) {
	return (
		<main className="grid min-h-dvh place-items-center px-4 py-10">
			<div className="w-full max-w-[26rem]">
				<div className="mb-6 flex items-center gap-3">
					<BrandMark size={34} />
					<div>
						<h1 className="text-title leading-tight font-[650] tracking-[-.01em]">Scopekeeper</h1>
						<p className="text-balance text-ink-2">
							Assign compliance groups to the officers responsible for them.
						</p>
					</div>
				</div>
				<div className="grid gap-4 rounded-card border border-line bg-surface p-[22px] shadow-card">
					{said ? (
						<Note tone={said.tone} {...(said.tone === 'bad' ? { role: 'alert' } : {})}>
							{said.text}
						</Note>
					) : null}
					{isSandbox ? (
						<p className="flex gap-2.5 text-note text-ink-2">
							<FlaskConical size={16} aria-hidden className="mt-0.5 shrink-0 text-accent" />
							<span>
								<strong className="font-semibold text-ink">This is the sandbox.</strong> Its people and groups
								are made up, and nothing done here reaches a real pod.
							</span>
						</p>
					) : null}
					{children}
				</div>
			</div>
		</main>
	)
}
