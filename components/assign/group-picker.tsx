import { useQueryClient } from '@tanstack/react-query'
import type { Ref } from 'react'
import { counted } from '#components/directory/counted.ts'
import { GroupChips, GroupFacts } from '#components/directory/group-facts.tsx'
import { groupKey } from '#components/directory/use-details.ts'
import { useGroupSearch } from '#components/directory/use-directory-search.ts'
import { Ago } from '#components/ui/ago.tsx'
import { ComboboxField } from '#components/ui/combobox/combobox-field.tsx'
import { useComboboxState } from '#components/ui/combobox/use-combobox.ts'
import { TwoLines } from '#components/ui/two-lines.tsx'
import type { GroupOption } from '#lib/directory/schemas.ts'
import { groupIdProblem } from '#lib/pod/rules.ts'
import { ListState } from './list-state.tsx'
import { fromListing, type PickOption, pickedId, pickKey } from './pick-option.ts'
import { UseIdOption } from './use-id-option.tsx'

interface GroupPickerProps {
	groupId: string | null
	/** What is known of the chosen group; `null` while nothing is. */
	group: GroupOption | null
	error: string | undefined
	locked: boolean
	inputRef: Ref<HTMLInputElement>
	onChoose: (groupId: string | null) => void
}

export function GroupPicker({ groupId, group, error, locked, inputRef, onChoose }: GroupPickerProps) {
	const client = useQueryClient()
	const state = useComboboxState()
	const text = (state.typed ?? '').trim()
	const problem = text === '' ? null : groupIdProblem(text)
	const search = useGroupSearch(text, state.isOpen && problem === null)
	const listed = problem === null ? (search.data?.groups ?? []) : []
	const options = fromListing({
		listed,
		text: problem === null && text !== '' ? text : null,
		isBusy: search.isBusy,
	})

	const choose = (option: PickOption<GroupOption>) => {
		if (option.listed) client.setQueryData(groupKey(option.listed.id), option.listed)
		onChoose(pickedId(option))
	}
	const typedOnly = !state.isOpen && groupId === null && text !== ''

	return (
		<ComboboxField
			label="Group"
			placeholder="Search by name, area or ID"
			state={state}
			chosen={groupId === null ? null : chosenView(groupId, group)}
			options={options}
			keyOf={pickKey}
			renderOption={(option) => <GroupRow option={option} text={text} />}
			best={text !== '' && listed.length > 0 ? 0 : -1}
			busy={search.isBusy}
			listHead={
				<ListState
					problem={problem}
					error={search.error}
					isLoading={search.isBusy && listed.length === 0}
					onRetry={() => void search.refetch()}
					emptyText={
						search.data && !search.isBusy && listed.length === 0
							? 'No group has that in its name, area or ID.'
							: null
					}
				/>
			}
			listFoot={
				search.data && problem === null && !search.isBusy ? (
					<>
						{search.data.total > listed.length
							? `The best ${listed.length} of ${counted(search.data.total, 'group', 'groups')}`
							: counted(search.data.total, 'group', 'groups')}{' '}
						· list read <Ago at={search.data.readAt} />
					</>
				) : null
			}
			error={typedOnly ? (problem ?? notChosen(error, 'group')) : (error ?? null)}
			locked={locked}
			inputRef={inputRef}
			onChoose={choose}
			onClear={() => onChoose(null)}
		/>
	)
}

/** The error of a field in which something was typed, but nothing chosen. */
export function notChosen(error: string | undefined, what: string): string | null {
	return error ? `Pick a ${what} from the list, or “Use ID …”.` : null
}

function chosenView(id: string, group: GroupOption | null) {
	const idText = <span className="id-text">{id}</span>
	if (!group) return { text: id, detail: 'by its ID' }
	return {
		text: group.name ?? id,
		chip: <GroupChips group={group} />,
		detail: <GroupFacts group={group} id={idText} />,
	}
}

function GroupRow({ option, text }: { option: PickOption<GroupOption>; text: string }) {
	const { listed: group } = option
	if (!group) return <UseIdOption id={option.id} />
	const id = <span className="id-text">{group.id === text ? `Use ID ${group.id}` : group.id}</span>
	return (
		<TwoLines
			name={group.name ?? 'Group without a name'}
			chips={<GroupChips group={group} />}
			facts={<GroupFacts group={group} id={id} />}
		/>
	)
}
