import { ChevronDown, X } from 'lucide-react'
import { type MouseEvent, type ReactNode, type Ref, useId, useRef } from 'react'
import { FieldError } from '../field-error.tsx'
import { IconButton } from '../icon-button.tsx'
import { ListFoot, ListPopup } from './list-popup.tsx'
import { OptionList } from './option-list.tsx'
import { useCombobox, type useComboboxState } from './use-combobox.ts'
import { useListSide } from './use-list-side.ts'

export interface ChosenOption {
	/** What the text box holds. */
	text: string
	leading?: ReactNode
	/** Beside the text. */
	chip?: ReactNode
	/** The line under it. */
	detail: ReactNode
}

interface ComboboxFieldProps<T> {
	label: string
	placeholder: string
	state: ReturnType<typeof useComboboxState>
	chosen: ChosenOption | null
	options: T[]
	keyOf: (option: T) => string
	renderOption: (option: T) => ReactNode
	best: number
	busy: boolean
	/** Above the options: an error, that nothing was found. */
	listHead: ReactNode
	/** Under the options: how many there are, how old they are. */
	listFoot: ReactNode
	error: string | null
	locked: boolean
	inputRef?: Ref<HTMLInputElement>
	onChoose: (option: T) => void
	onClear: () => void
}

/** A field that shows what was chosen on two lines, and is a search as soon as one types or clicks. */
export function ComboboxField<T>(props: ComboboxFieldProps<T>) {
	const { label, state, chosen, options, keyOf, locked, error } = props
	const box = useCombobox(state, props)
	const id = useId()
	const field = useRef<HTMLDivElement>(null)
	const place = useListSide(field, state.isOpen)
	const isEditing = state.typed !== null || state.isOpen
	const shown = isEditing ? null : chosen

	const listFoot = props.busy && options.length > 0 ? 'Searching…' : props.listFoot

	const leave = () => {
		if (box.isWaiting) return
		if (chosen) box.restore()
		else box.close()
	}

	const clear = () => {
		props.onClear()
		box.input.current?.focus()
	}

	const openByMouse = (event: MouseEvent<HTMLDivElement>) => {
		if (locked || event.button !== 0 || (event.target as Element).closest('button')) return
		if (event.target !== box.input.current) event.preventDefault()
		box.input.current?.focus()
		if (!state.isOpen) requestAnimationFrame(() => box.input.current?.select())
		box.open()
	}

	return (
		<div>
			<label htmlFor={id} className="mb-1.5 block w-fit text-note font-semibold">
				{label}
			</label>
			<div className="relative">
				{/* biome-ignore lint/a11y/noStaticElementInteractions: the text box inside is the control; this only widens its target */}
				<div
					ref={field}
					onMouseDown={openByMouse}
					className={`flex min-h-[58px] cursor-text items-center gap-3 rounded-field border bg-surface px-3 py-2 has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-accent ${error ? 'border-bad' : 'border-field'} ${locked ? 'opacity-70' : ''}`}
				>
					{shown?.leading}
					<div className="min-w-0 flex-1">
						<div className="flex items-center gap-1.5 max-sm:flex-wrap max-sm:gap-y-0">
							<input
								id={id}
								{...box.inputProps}
								ref={(element) => {
									box.input.current = element
									if (typeof props.inputRef === 'function') props.inputRef(element)
								}}
								dir="auto"
								value={state.typed ?? chosen?.text ?? ''}
								title={shown?.text}
								readOnly={locked}
								aria-required="true"
								aria-invalid={error ? true : undefined}
								aria-describedby={error ? `${id}-error` : shown ? `${id}-detail` : undefined}
								placeholder={props.placeholder}
								onChange={(event) => box.inputProps.onChange(event.target.value)}
								onBlur={leave}
								className={`min-w-0 bg-transparent text-ellipsis outline-none pointer-coarse:text-input ${shown ? 'field-sizing-content max-w-full font-semibold' : 'w-full'}`}
							/>
							{shown?.chip}
						</div>
						<SecondLine id={`${id}-detail`} chosen={chosen} isEditing={isEditing} />
					</div>
					{chosen && !locked ? (
						<IconButton label={`Clear ${label.toLowerCase()}`} onClick={clear}>
							<X size={15} aria-hidden />
						</IconButton>
					) : null}
					<ChevronDown size={16} aria-hidden className="shrink-0 text-ink-3" />
				</div>
				{state.isOpen ? (
					<ListPopup above={place.above} maxHeight={place.height}>
						<span aria-live="polite" className="sr-only">
							{props.busy ? '' : optionCount(options.length)}
						</span>
						{props.listHead}
						<OptionList label={label} box={box} options={options} keyOf={keyOf} dim={props.busy}>
							{props.renderOption}
						</OptionList>
						{listFoot ? <ListFoot>{listFoot}</ListFoot> : null}
					</ListPopup>
				) : null}
			</div>
			<FieldError id={`${id}-error`} message={error} />
		</div>
	)
}

interface SecondLineProps {
	id: string
	chosen: ChosenOption | null
	isEditing: boolean
}

/** Under the text: what is known of the choice, or how to keep it while another is looked for. */
function SecondLine({ id, chosen, isEditing }: SecondLineProps) {
	if (!chosen) return null
	if (isEditing) {
		return (
			<div className="truncate text-small text-ink-3">
				Esc keeps <bdi>{chosen.text}</bdi>
			</div>
		)
	}
	return (
		<div id={id} className="text-small text-ink-3 [overflow-wrap:anywhere]">
			{chosen.detail}
		</div>
	)
}

const optionCount = (count: number) => (count === 1 ? '1 option' : `${count} options`)
