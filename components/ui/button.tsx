import type { ComponentProps } from 'react'

const looks = {
	primary:
		'bg-accent text-accent-ink hover:not-disabled:not-aria-disabled:bg-accent-hover border-transparent',
	quiet:
		'text-ink-2 border-line-strong hover:not-disabled:not-aria-disabled:bg-bg hover:not-disabled:not-aria-disabled:text-ink',
	danger: 'text-bad border-bad hover:not-disabled:not-aria-disabled:bg-bad-soft',
	alarm: 'bg-bad text-accent-ink hover:not-disabled:not-aria-disabled:opacity-90 border-transparent',
	bare: 'text-ink-2 border-transparent hover:not-disabled:not-aria-disabled:bg-bg hover:not-disabled:not-aria-disabled:text-ink',
}

const sizes = { normal: 'px-4 py-2 min-h-[38px]', small: 'px-2.5 py-1 min-h-[30px] text-note' }

export interface ButtonLook {
	look?: keyof typeof looks
	size?: keyof typeof sizes
}

/** The classes of a button, for whatever else looks like one. */
export const buttonClasses = ({ look = 'quiet', size = 'normal' }: ButtonLook) =>
	`inline-flex items-center justify-center gap-2 rounded-field border font-semibold whitespace-nowrap transition-colors ${looks[look]} ${sizes[size]}`

interface ButtonProps extends ComponentProps<'button'>, ButtonLook {
	/** Shows a turning ring; the button keeps the focus, but cannot be pressed. */
	busy?: boolean
}

export function Button({ look, size, busy = false, children, ...rest }: ButtonProps) {
	return (
		<button
			type="button"
			{...rest}
			aria-disabled={busy || undefined}
			aria-busy={busy || undefined}
			onClick={busy ? (event) => event.preventDefault() : rest.onClick}
			className={`${buttonClasses({ look, size })} ${busy || rest.disabled ? 'cursor-default opacity-65' : ''} ${rest.className ?? ''}`}
		>
			{busy ? (
				<span
					aria-hidden="true"
					className="size-3.5 animate-spin rounded-full border-2 border-current border-r-transparent"
				/>
			) : null}
			{children}
		</button>
	)
}
