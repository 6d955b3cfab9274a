import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ComponentProps } from 'react'
import { type Tone, toneClasses } from './tone.ts'

const icons = { ok: CircleCheck, warn: TriangleAlert, bad: CircleAlert, quiet: Info }

interface NoteProps extends ComponentProps<'div'> {
	tone: Tone
}

/** A few sentences that the person should read before going on. */
export function Note({ tone, children, className = '', ...rest }: NoteProps) {
	const Icon = icons[tone]
	return (
		<div
			{...rest}
			className={`flex gap-2.5 rounded-field px-3.5 py-2.5 text-note forced-colors:border ${toneClasses[tone]} ${className}`}
		>
			<Icon size={16} aria-hidden className="mt-[2.5px] shrink-0" />
			<div className="min-w-0 flex-1 [overflow-wrap:anywhere]">{children}</div>
		</div>
	)
}
