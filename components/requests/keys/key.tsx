/** A key as it is labelled. */
export function Key({ children }: { children: string }) {
	return (
		<kbd className="rounded-[5px] border border-b-2 border-line-strong bg-surface px-1.5 py-px font-mono text-tiny font-semibold whitespace-nowrap text-ink-2">
			{children}
		</kbd>
	)
}
