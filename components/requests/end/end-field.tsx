import { type ReactNode, type Ref, useId, useState } from 'react'
import { FieldError } from '#components/ui/field-error.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { useIsLive } from '#components/ui/use-is-live.ts'
import { endOfSpan, fromFieldText, spansWithin, toFieldText } from './end-choices.ts'
import { endWords, ownZone } from './end-words.ts'

const none = 'No end'
const other = 'Other'

interface EndFieldProps {
	/** ISO 8601; `null`: without an end; empty: not given yet. */
	value: string | null
	onChange: (value: string | null) => void
	/** Whether there may be none. */
	isOptional: boolean
	maxGrantMs: number
	isLocked: boolean
	error: string | undefined
	inputRef: Ref<HTMLInputElement>
}

/** When an assignment ends: one of the usual spans from now, or a date and a time, said again in words. */
export function EndField({ value, onChange, maxGrantMs, isLocked, ...props }: EndFieldProps) {
	const id = useId()
	const isLive = useIsLive()
	const [chosen, setChosen] = useState(value === null ? none : other)
	// Kept as it was typed: a date that is half typed is no moment yet.
	const [text, setText] = useState(() => toFieldText(value))
	const isOther = chosen === other
	const errorId = `${id}-error`

	const choose = (words: string, end: string | null) => {
		setChosen(words)
		if (end) setText(toFieldText(end))
		onChange(end)
	}
	const chips: [words: string, end: () => string | null][] = [
		...(props.isOptional ? [[none, () => null] satisfies [string, () => null]] : []),
		...spansWithin(maxGrantMs).map((span): [string, () => string] => [
			span.words,
			() => endOfSpan(span, { nowMs: Date.now(), maxGrantMs }),
		]),
		[other, () => fromFieldText(text)],
	]

	return (
		<fieldset disabled={isLocked} className="min-w-0">
			<legend className="mb-1.5 text-note">
				<span className="font-semibold">End</span>{' '}
				<span className="text-ink-3">
					{props.isOptional ? 'optional' : 'when it is unassigned by itself'}
				</span>
			</legend>
			<div className="flex flex-wrap gap-1.5">
				{chips.map(([words, end], index) => (
					<Chip
						key={words}
						name={id}
						isChosen={chosen === words}
						onChoose={() => choose(words, end())}
						describedBy={props.error && !isOther ? errorId : undefined}
						inputRef={index === 0 && !isOther ? props.inputRef : null}
					>
						{words}
					</Chip>
				))}
			</div>
			{isOther ? (
				<div className="mt-2.5 max-w-72">
					<TextField
						type="datetime-local"
						label="Date and time"
						hint={isLive ? `in ${ownZone()}` : ''}
						max="9999-12-31T23:59"
						value={isLive ? text : ''}
						error={props.error}
						ref={props.inputRef}
						onChange={(event) => {
							setText(event.target.value)
							onChange(fromFieldText(event.target.value))
						}}
					/>
				</div>
			) : null}
			<p aria-live="polite" className="mt-1.5 text-small text-ink-2 empty:hidden">
				{isLive && value ? `Ends ${endWords(value)}` : null}
			</p>
			{isOther ? null : <FieldError id={errorId} message={props.error} />}
		</fieldset>
	)
}

interface ChipProps {
	name: string
	isChosen: boolean
	onChoose: () => void
	describedBy: string | undefined
	inputRef: Ref<HTMLInputElement>
	children: ReactNode
}

function Chip({ name, isChosen, onChoose, describedBy, inputRef, children }: ChipProps) {
	return (
		<label className="cursor-pointer rounded-full border border-field px-3 py-1 text-note text-ink-2 hover:text-ink has-checked:border-accent has-checked:bg-accent-soft has-checked:font-semibold has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-disabled:cursor-default has-disabled:opacity-65 forced-colors:has-checked:border-[Highlight]">
			<input
				ref={inputRef}
				type="radio"
				name={name}
				checked={isChosen}
				onChange={onChoose}
				aria-describedby={describedBy}
				className="sr-only"
			/>
			{children}
		</label>
	)
}
