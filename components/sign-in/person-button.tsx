import { ArrowRight, LoaderCircle } from 'lucide-react'

interface PersonButtonProps {
	id: string
	title: string
	beneath: string
	/** The person as whom a sign-in is on its way. */
	pending: string | null
	onChoose: (id: string) => void
}

/** A button as wide as its box; what stands beneath its title describes it, and is no part of its name. */
export function PersonButton({ id, title, beneath, pending, onChoose }: PersonButtonProps) {
	const Icon = pending === id ? LoaderCircle : ArrowRight
	return (
		<div
			className={`group/person relative flex items-center justify-between gap-3 rounded-field border border-line-strong px-3.5 py-2 transition-colors hover:border-accent hover:bg-accent-soft has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-accent ${pending === null ? '' : 'pointer-events-none opacity-65'}`}
		>
			<div>
				<button
					type="button"
					aria-describedby={`${id}-beneath`}
					disabled={pending !== null}
					onClick={() => onChoose(id)}
					className="block text-left font-semibold outline-none after:absolute after:inset-0"
				>
					{title}
				</button>
				<p id={`${id}-beneath`} className="text-small text-ink-2">
					{beneath}
				</p>
			</div>
			<Icon
				size={16}
				aria-hidden
				className={`shrink-0 text-ink-3 group-hover/person:text-accent ${pending === id ? 'animate-spin' : ''}`}
			/>
		</div>
	)
}
