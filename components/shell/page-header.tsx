import { FindButton } from './find-button.tsx'

/** A page's title, one sentence on what it is for, and the way to any group or person. */
export function PageHeader({ title, sentence }: { title: string; sentence: string }) {
	return (
		<header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 print:mb-2">
			<div>
				<h1 className="text-title font-[650] tracking-[-.01em]">{title}</h1>
				<p className="mt-0.5 text-ink-2">{sentence}</p>
			</div>
			<FindButton />
		</header>
	)
}
