import type { ReactNode } from 'react'
import type { useCombobox } from './use-combobox.ts'

interface OptionListProps<T> {
	label: string
	box: ReturnType<typeof useCombobox<T>>
	options: T[]
	keyOf: (option: T) => string
	/** The options answer an earlier text. */
	dim: boolean
	children: (option: T) => ReactNode
}

/** The list under a combobox. The active option is marked; the one that Enter alone would take carries a key. */
export function OptionList<T>({ label, box, options, keyOf, dim, children }: OptionListProps<T>) {
	return (
		<div
			id={box.listId}
			role="listbox"
			aria-label={label}
			aria-busy={dim}
			className={`min-h-0 scroll-py-1 overflow-y-auto overscroll-contain transition-opacity ${options.length > 0 ? 'p-1' : ''} ${dim ? 'opacity-60' : ''}`}
		>
			{options.map((option, index) => (
				<div
					key={keyOf(option)}
					{...box.optionProps(index)}
					className={`flex items-center gap-3 rounded-[7px] px-2.5 py-2 ${box.activeIndex === index && !box.isOffered(index) ? 'bg-accent-soft forced-colors:outline-2' : ''}`}
				>
					<div className="min-w-0 flex-1">{children(option)}</div>
					{box.isOffered(index) ? (
						<span aria-hidden="true" className="shrink-0 text-small text-ink-3">
							↵
						</span>
					) : null}
				</div>
			))}
		</div>
	)
}
