import type { ComponentProps } from 'react'

interface IconButtonProps extends ComponentProps<'button'> {
	/** Names the button for everyone who does not see the icon; also its tooltip. */
	label: string
}

export function IconButton({ label, ...rest }: IconButtonProps) {
	return (
		<button
			type="button"
			aria-label={label}
			title={label}
			{...rest}
			className={`inline-grid size-6 shrink-0 place-items-center rounded-md text-ink-3 transition-colors hover:bg-line hover:text-ink ${rest.disabled ? 'opacity-50' : ''} ${rest.className ?? ''}`}
		/>
	)
}
