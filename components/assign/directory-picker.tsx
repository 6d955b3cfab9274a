import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode, Ref } from 'react'
import { type ChosenOption, ComboboxField } from '#components/ui/combobox/combobox-field.tsx'
import type { useComboboxState } from '#components/ui/combobox/use-combobox.ts'
import { ListState } from './list-state.tsx'
import { fromListing, type PickOption, pickKey } from './pick-option.ts'
import { UseIdOption } from './use-id-option.tsx'

/** What a picker's surroundings give it, whatever it picks. */
export interface PickerFieldProps {
	error: string | undefined
	locked: boolean
	inputRef: Ref<HTMLInputElement>
	onChoose: (id: string | null) => void
}

interface DirectoryPickerProps<T> extends PickerFieldProps {
	label: string
	placeholder: string
	state: ReturnType<typeof useComboboxState>
	/** What was typed, without the spaces around it. */
	text: string
	/** Whether the text may be used as an ID, as far as no `problem` speaks against it. */
	isId: boolean
	/** Why what was typed can be neither searched for nor used. */
	problem: string | null
	chosen: ChosenOption | null
	search: { error: Error | null; isBusy: boolean; refetch: () => unknown }
	/** What the search found; `undefined` before its first answer. */
	found: T[] | undefined
	/** Where what is known of a choice is kept for others to show. */
	detailsKey: (id: string) => unknown[]
	emptyText: string
	listFoot: ReactNode
	renderFound: (one: T) => ReactNode
}

/** A field that searches the pod's groups or people, and takes an ID that the pod does not list. */
export function DirectoryPicker<T extends { id: string }>(props: DirectoryPickerProps<T>) {
	const { label, state, text, problem, chosen, search, error, onChoose } = props
	const client = useQueryClient()
	const listed = problem === null ? (props.found ?? []) : []
	const isAnswered = props.found !== undefined && !search.isBusy
	const options = fromListing({
		listed,
		text: props.isId && problem === null ? text : null,
		isBusy: search.isBusy,
	})
	const isTypedOnly = !state.isOpen && chosen === null && text !== ''
	const notChosen = error ? `Pick a ${label.toLowerCase()} from the list, or “Use ID …”.` : null

	const choose = ({ id, listed }: PickOption<T>) => {
		if (listed) client.setQueryData(props.detailsKey(id), listed)
		onChoose(id)
	}

	return (
		<ComboboxField
			label={label}
			placeholder={props.placeholder}
			state={state}
			chosen={chosen}
			options={options}
			keyOf={pickKey}
			renderOption={({ id, listed }) => (listed ? props.renderFound(listed) : <UseIdOption id={id} />)}
			best={text !== '' && listed.length > 0 ? 0 : -1}
			busy={search.isBusy}
			listHead={
				<ListState
					problem={problem}
					error={search.error}
					isLoading={search.isBusy && listed.length === 0}
					onRetry={() => void search.refetch()}
					emptyText={isAnswered && listed.length === 0 ? props.emptyText : null}
				/>
			}
			listFoot={isAnswered && problem === null ? props.listFoot : null}
			error={isTypedOnly ? (problem ?? notChosen) : (error ?? null)}
			locked={props.locked}
			inputRef={props.inputRef}
			onChoose={choose}
			onClear={() => onChoose(null)}
		/>
	)
}
