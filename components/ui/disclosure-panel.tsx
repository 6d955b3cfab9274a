import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'

/** Between the panel and the edge of the window, in pixels. */
const margin = 16

/** Moves a panel that begins where its button does to the left, as far as it stands out of the window. */
function keepInside(panel: HTMLElement): void {
	panel.style.left = '0'
	const beyond = panel.getBoundingClientRect().right + margin - document.documentElement.clientWidth
	panel.style.left = `${Math.min(0, -beyond)}px`
}

interface DisclosurePanelProps {
	/** What the button says, and how it looks. */
	button: ReactNode
	label: string
	className: string
	/** Its first control takes the focus. `close` is for what was chosen. */
	children: (close: () => void) => ReactNode
}

/** A button with a small panel under it; Esc, a click elsewhere and leaving it by Tab close the panel. */
export function DisclosurePanel({ button, label, className, children }: DisclosurePanelProps) {
	const [isOpen, setIsOpen] = useState(false)
	const id = useId()
	const whole = useRef<HTMLDivElement>(null)
	const opener = useRef<HTMLButtonElement>(null)
	const panel = useRef<HTMLFieldSetElement>(null)

	const close = () => {
		setIsOpen(false)
		opener.current?.focus()
	}

	// Kept inside the window, however near its right edge the button is, and however wide the window becomes.
	useLayoutEffect(() => {
		if (!isOpen) return
		const place = () => panel.current && keepInside(panel.current)
		place()
		window.addEventListener('resize', place)
		return () => window.removeEventListener('resize', place)
	}, [isOpen])

	useEffect(() => {
		if (!isOpen) return
		panel.current?.querySelector<HTMLElement>('input, [aria-current="true"], a, button')?.focus()
		const onPress = (event: PointerEvent) => {
			if (event.target instanceof Node && !whole.current?.contains(event.target)) setIsOpen(false)
		}
		document.addEventListener('pointerdown', onPress)
		return () => document.removeEventListener('pointerdown', onPress)
	}, [isOpen])

	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: keys and focus of the controls inside, as they leave
		<div
			ref={whole}
			className="relative"
			onKeyDown={(event) => {
				if (event.key !== 'Escape' || !isOpen) return
				event.stopPropagation()
				close()
			}}
			onBlur={(event) => {
				if (event.relatedTarget && !whole.current?.contains(event.relatedTarget)) setIsOpen(false)
			}}
		>
			<button
				ref={opener}
				type="button"
				aria-expanded={isOpen}
				aria-controls={isOpen ? id : undefined}
				onClick={() => setIsOpen(!isOpen)}
				className={className}
			>
				{button}
			</button>
			{isOpen ? (
				<fieldset
					ref={panel}
					id={id}
					aria-label={label}
					className="absolute top-full left-0 z-30 mt-1.5 max-h-[24rem] w-max max-w-[min(24rem,calc(100vw-2rem))] min-w-full overflow-y-auto rounded-card bg-raised p-1.5 shadow-raised forced-colors:border"
				>
					{children(close)}
				</fieldset>
			) : null}
		</div>
	)
}
