import { Hash } from 'lucide-react'

/** The way to an ID that the pod does not list. */
export function UseIdOption({ id }: { id: string }) {
	return (
		<div className="flex items-center gap-2 py-0.5">
			<Hash size={15} aria-hidden className="shrink-0 text-ink-3" />
			<span className="min-w-0 break-words">
				Use ID <span className="id-text">{id}</span>
			</span>
		</div>
	)
}
