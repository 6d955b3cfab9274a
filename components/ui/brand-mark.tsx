/** The product's mark: a scope, and the one at its centre. */
export function BrandMark({ size = 20 }: { size?: number }) {
	return (
		<svg
			width={size}
			height={size}
			viewBox="0 0 32 32"
			aria-hidden="true"
			className="shrink-0 rounded-[28%] bg-[linear-gradient(135deg,#1f5eff,#7b5cff)]"
		>
			<circle cx="16" cy="16" r="8.5" fill="none" stroke="#fff" strokeWidth="2.6" />
			<circle cx="16" cy="16" r="3.2" fill="#fff" />
		</svg>
	)
}
