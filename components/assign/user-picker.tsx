import { useQueryClient } from '@tanstack/react-query'
import type { Ref } from 'react'
import { counted } from '#components/directory/counted.ts'
import { PersonFacts, PersonRoles } from '#components/directory/person-facts.tsx'
import { personKey } from '#components/directory/use-details.ts'
import { usePeopleSearch } from '#components/directory/use-directory-search.ts'
import { Avatar } from '#components/ui/avatar.tsx'
import { ComboboxField } from '#components/ui/combobox/combobox-field.tsx'
import { useComboboxState } from '#components/ui/combobox/use-combobox.ts'
import { TwoLines } from '#components/ui/two-lines.tsx'
import type { PeopleSearch, PersonOption } from '#lib/directory/schemas.ts'
import { userIdProblem } from '#lib/pod/rules.ts'
import { notChosen } from './group-picker.tsx'
import { ListState } from './list-state.tsx'
import { fromListing, type PickOption, pickedId, pickKey } from './pick-option.ts'
import { UseIdOption } from './use-id-option.tsx'

interface UserPickerProps {
	userId: string | null
	user: PersonOption | null
	/** The chosen group, whose candidates are offered. */
	groupId: string | null
	error: string | undefined
	locked: boolean
	inputRef: Ref<HTMLInputElement>
	onChoose: (userId: string | null) => void
}

/** Text that is meant as a user ID: digits, perhaps with a sign or separators around them. */
const isIdLike = (text: string) => /^[-+]?\d[\d\s.,_]*$/.test(text)
export function UserPicker({ userId, user, groupId, error, locked, inputRef, onChoose }: UserPickerProps) {
	const client = useQueryClient()
	const state = useComboboxState()
	const text = (state.typed ?? '').trim()
	const problem = isIdLike(text) ? userIdProblem(text) : null
	const search = usePeopleSearch(text, groupId, state.isOpen && problem === null)
	const listed = problem === null ? (search.data?.people ?? []) : []
	const options = fromListing({
		listed,
		text: isIdLike(text) && problem === null ? text : null,
		isBusy: search.isBusy,
	})

	const choose = (option: PickOption<PersonOption>) => {
		if (option.listed) client.setQueryData(personKey(option.listed.id), option.listed)
		onChoose(pickedId(option))
	}
	const typedOnly = !state.isOpen && userId === null && text !== ''

	return (
		<ComboboxField
			label="User"
			placeholder="Search by name, username, e-mail or ID"
			state={state}
			chosen={userId === null ? null : chosenView(userId, user)}
			options={options}
			keyOf={pickKey}
			renderOption={(option) => <PersonRow option={option} text={text} />}
			best={text !== '' && listed.length > 0 ? 0 : -1}
			busy={search.isBusy}
			listHead={
				<ListState
					problem={problem}
					error={search.error}
					isLoading={search.isBusy && listed.length === 0}
					onRetry={() => void search.refetch()}
					emptyText={search.data && !search.isBusy && listed.length === 0 ? emptyText(text) : null}
				/>
			}
			listFoot={
				search.data && problem === null && !search.isBusy && listed.length > 0 ? listFoot(search.data) : null
			}
			error={typedOnly ? (problem ?? notChosen(error, 'user')) : (error ?? null)}
			locked={locked}
			inputRef={inputRef}
			onChoose={choose}
			onClear={() => onChoose(null)}
		/>
	)
}

function emptyText(text: string): string {
	if (text === '') return 'Type a name, a username, an e-mail address or an ID.'
	return 'The pod found nobody by that name, username or e-mail address. An ID can be typed whole.'
}

function listFoot({ people, source, hasMore }: PeopleSearch): string {
	const count = hasMore
		? `The first ${people.length}; type more to narrow`
		: counted(people.length, 'person', 'people')
	return source === 'candidates' ? `${count} · whom the pod offers for this group` : count
}

function chosenView(id: string, user: PersonOption | null) {
	if (!user) return { text: id, leading: <Avatar name={id} />, detail: 'by their ID' }
	return {
		text: user.name ?? user.username ?? id,
		leading: <Avatar name={user.name ?? user.username ?? ''} />,
		detail: <PersonFacts person={user} id={<span className="id-text">{id}</span>} />,
	}
}

function PersonRow({ option, text }: { option: PickOption<PersonOption>; text: string }) {
	const { listed: person } = option
	if (!person) return <UseIdOption id={option.id} />
	const name = person.name ?? person.username ?? 'Person without a name'
	return (
		<TwoLines
			name={name}
			leading={<Avatar name={name} />}
			chips={<PersonRoles person={person} />}
			facts={
				<PersonFacts
					person={person}
					id={<span className="id-text">{person.id === text ? `Use ID ${person.id}` : person.id}</span>}
				/>
			}
		/>
	)
}
