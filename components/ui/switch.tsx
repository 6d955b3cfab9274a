import type { ComponentProps } from 'react'

/** On or off, at once: a native checkbox that says it is a switch. */
export function Switch(props: ComponentProps<'input'>) {
	return (
		<input
			type="checkbox"
			// biome-ignore lint/a11y/useAriaPropsForRole: a checkbox carries its own checked state to the role
			role="switch"
			{...props}
			className="relative h-[23px] w-10 shrink-0 cursor-pointer appearance-none rounded-full bg-field transition-colors before:absolute before:top-[3px] before:left-[3px] before:size-[17px] before:rounded-full before:bg-surface before:shadow-card before:transition-transform checked:bg-accent checked:before:translate-x-[17px] checked:before:bg-knob forced-colors:appearance-auto forced-colors:before:hidden"
		/>
	)
}
