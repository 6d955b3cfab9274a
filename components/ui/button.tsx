import type { ComponentProps } from 'react'

const looks = {
	primary:
		'bg-accent text-accent-ink hover:not-disabled:not-aria-disabled:bg-accent-hover border-transparent',
	quiet:
		'text-ink-2 border-line-strong hover:not-disabled:not-aria-disabled:bg-bg hover:not-disabled:not-aria-disabled:text-ink',
	danger: 'text-bad border-bad hover:not-disabled:not-aria-disabled:bg-bad-soft',
	bare: 'text-ink-2 border-transparent hover:not-disabled:not-aria-disabled:bg-bg hover:not-disabled:not-aria-disabled:text-ink',
}

const sizes = { normal: 'px-4 py-2 min-h-[38px]', small: 'px-2.5 py-1 min-h-[30px] text-note' }

interface ButtonProps extends ComponentProps<'button'> {
	look?: keyof typeof looks
	size?: keyof typeof sizes
	/** Shows a turning ring; the button keeps the focus, but cannot be pressed. */
	busy?: boolean
}

export function Button({ look = 'quiet', size = 'normal', busy = false, children, ...rest }: ButtonProps) {
	return (
		<button
			type="button"
			{...rest}
			aria-disabled={busy || undefined}
			aria-busy={busy || undefined}
			onClick={busy ? (event) => event.preventDefault() : rest.onClick}
			className={`inline-flex items-center justify-center gap-2 rounded-field border font-semibold whitespace-nowrap transition-colors ${busy || rest.disabled ? 'cursor-default opacity-65' : ''} ${looks[look]} ${sizes[size]} ${rest.className ?? ''}`}
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
