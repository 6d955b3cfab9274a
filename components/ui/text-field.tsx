import { type ComponentProps, useId } from 'react'
import { FieldError } from './field-error.tsx'

interface LabelledProps {
	label: string
	hint?: string
	/** Beside the hint while it matters, such as the characters left. */
	count?: string | null
	error?: string | undefined
}

const boxLook =
	'w-full rounded-field border border-field bg-surface px-3 py-2 pointer-coarse:text-input outline-offset-0 focus-visible:outline-2 read-only:opacity-70 aria-invalid:border-bad'

function FieldLabel({ id, label, hint, count }: LabelledProps & { id: string }) {
	return (
		<div className="mb-1.5 flex flex-wrap items-baseline gap-x-1.5 text-note">
			<label htmlFor={id} className="font-semibold">
				{label}
			</label>
			{hint ? <span className="text-ink-3">{hint}</span> : null}
			{count ? <span className="ml-auto text-ink-3">{count}</span> : null}
		</div>
	)
}

/** One line of text with its label, hint and error. */
export function TextField({ label, hint, error, count, ...rest }: LabelledProps & ComponentProps<'input'>) {
	const id = useId()
	return (
		<div>
			<FieldLabel id={id} label={label} {...(hint ? { hint } : {})} {...(count ? { count } : {})} />
			<input
				id={id}
				{...rest}
				aria-invalid={error ? true : undefined}
				aria-describedby={error ? `${id}-error` : undefined}
				className={`${boxLook} min-h-[39px]`}
			/>
			<FieldError id={`${id}-error`} message={error} />
		</div>
	)
}

/** A few lines of text with their label, hint and error. */
export function TextArea({ label, hint, error, count, ...rest }: LabelledProps & ComponentProps<'textarea'>) {
	const id = useId()
	return (
		<div>
			<FieldLabel id={id} label={label} {...(hint ? { hint } : {})} {...(count ? { count } : {})} />
			<textarea
				id={id}
				rows={2}
				{...rest}
				aria-invalid={error ? true : undefined}
				aria-describedby={error ? `${id}-error` : undefined}
				className={`${boxLook} field-sizing-content block max-h-52 min-h-[62px] resize-none`}
			/>
			<FieldError id={`${id}-error`} message={error} />
		</div>
	)
}
