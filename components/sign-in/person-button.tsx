import { ArrowRight, LoaderCircle } from 'lucide-react'

interface PersonButtonProps {
	id: string
	title: string
	beneath: string
	/** The person as whom a sign-in is on its way. */
	pending: string | null
	onChoose: (id: string) => void
}

export function PersonButton({ id, title, beneath, pending, onChoose }: PersonButtonProps) {
	const Icon = pending === id ? LoaderCircle : ArrowRight
	return (
		<button
			type="button"
			aria-label={title}
			aria-describedby={`${id}-beneath`}
			disabled={pending !== null}
			onClick={() => onChoose(id)}
			className={`group/person flex items-center justify-between gap-3 rounded-field border border-line-strong px-3.5 py-2 text-left transition-colors hover:not-disabled:border-accent hover:not-disabled:bg-accent-soft ${pending === null ? '' : 'opacity-65'}`}
		>
			<span>
				<span className="block font-semibold">{title}</span>
				<span id={`${id}-beneath`} className="block text-small text-ink-2">
					{beneath}
				</span>
			</span>
			<Icon
				size={16}
				aria-hidden
				className={`text-ink-3 group-hover/person:text-accent ${pending === id ? 'animate-spin' : ''}`}
			/>
		</button>
	)
}
