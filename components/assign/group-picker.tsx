import { counted } from '#components/directory/counted.ts'
import { GroupChips, GroupFacts } from '#components/directory/group-facts.tsx'
import { groupKey } from '#components/directory/use-details.ts'
import { useGroupSearch } from '#components/directory/use-directory-search.ts'
import { Ago } from '#components/ui/ago.tsx'
import { useComboboxState } from '#components/ui/combobox/use-combobox.ts'
import { TwoLines } from '#components/ui/two-lines.tsx'
import type { GroupOption, GroupSearch } from '#lib/directory/schemas.ts'
import { groupIdProblem } from '#lib/pod/rules.ts'
import { DirectoryPicker, type PickerFieldProps } from './directory-picker.tsx'

interface GroupPickerProps extends PickerFieldProps {
	groupId: string | null
	/** What is known of the chosen group; `null` while nothing is. */
	group: GroupOption | null
}

export function GroupPicker({ groupId, group, ...field }: GroupPickerProps) {
	const state = useComboboxState()
	const text = (state.typed ?? '').trim()
	const problem = text === '' ? null : groupIdProblem(text)
	const search = useGroupSearch(text, state.isOpen && problem === null)
	return (
		<DirectoryPicker
			{...field}
			label="Group"
			placeholder="Search by name, area or ID"
			state={state}
			text={text}
			isId={text !== ''}
			problem={problem}
			chosen={groupId === null ? null : chosenView(groupId, group)}
			search={search}
			found={search.data?.groups}
			detailsKey={groupKey}
			emptyText="No group has that in its name, area or ID."
			listFoot={search.data ? <ListFoot search={search.data} isNarrowed={text !== ''} /> : null}
			renderFound={(found) => <GroupRow group={found} text={text} />}
		/>
	)
}

function ListFoot({
	search: { groups, total, readAt },
	isNarrowed,
}: {
	search: GroupSearch
	isNarrowed: boolean
}) {
	const all = counted(total, 'group', 'groups')
	const part = isNarrowed ? 'best' : 'first'
	return (
		<>
			{total > groups.length ? `The ${part} ${groups.length} of ${all}` : all} · list read <Ago at={readAt} />
		</>
	)
}

function chosenView(id: string, group: GroupOption | null) {
	const idText = <span className="id-text">{id}</span>
	if (!group) return { text: id, detail: <>by its ID {idText}</> }
	return {
		text: group.name ?? id,
		chip: <GroupChips group={group} />,
		detail: <GroupFacts group={group} id={idText} />,
	}
}

function GroupRow({ group, text }: { group: GroupOption; text: string }) {
	const id = <span className="id-text">{group.id === text ? `Use ID ${group.id}` : group.id}</span>
	return (
		<TwoLines
			name={group.name ?? 'Group without a name'}
			chips={<GroupChips group={group} />}
			facts={<GroupFacts group={group} id={id} />}
		/>
	)
}
