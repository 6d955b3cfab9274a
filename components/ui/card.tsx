import type { ComponentProps } from 'react'

/** The surface on which a page's parts lie. */
export function Card({ className = '', ...rest }: ComponentProps<'section'>) {
	return (
		<section
			{...rest}
			className={`rounded-card border border-line bg-surface shadow-card print:break-inside-avoid ${className}`}
		/>
	)
}
