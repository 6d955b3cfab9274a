import { counted } from '#components/directory/counted.ts'
import { PersonFacts, PersonRoles } from '#components/directory/person-facts.tsx'
import { personKey } from '#components/directory/use-details.ts'
import { usePeopleSearch } from '#components/directory/use-directory-search.ts'
import { Avatar } from '#components/ui/avatar.tsx'
import { useComboboxState } from '#components/ui/combobox/use-combobox.ts'
import { TwoLines } from '#components/ui/two-lines.tsx'
import type { PeopleSearch, PersonOption } from '#lib/directory/schemas.ts'
import { userIdProblem } from '#lib/pod/rules.ts'
import { DirectoryPicker, type PickerFieldProps } from './directory-picker.tsx'

interface UserPickerProps extends PickerFieldProps {
	userId: string | null
	/** What is known of the chosen user; `null` while nothing is. */
	user: PersonOption | null
	/** The chosen group, whose candidates are offered. */
	groupId: string | null
}

/** Text that is meant as a user ID: digits, perhaps with a sign or separators around them. */
const isIdLike = (text: string) => /^[-+]?\d[\d\s.,_]*$/.test(text)

export function UserPicker({ userId, user, groupId, ...field }: UserPickerProps) {
	const state = useComboboxState()
	const text = (state.typed ?? '').trim()
	const problem = isIdLike(text) ? userIdProblem(text) : null
	const search = usePeopleSearch(text, groupId, state.isOpen && problem === null)
	return (
		<DirectoryPicker
			{...field}
			label="User"
			placeholder="Search by name, username, e-mail or ID"
			state={state}
			text={text}
			isId={isIdLike(text)}
			problem={problem}
			chosen={userId === null ? null : chosenView(userId, user)}
			search={search}
			found={search.data?.people}
			detailsKey={personKey}
			emptyText={
				text === ''
					? 'Type a name, a username, an e-mail address or an ID.'
					: 'The pod found nobody by that name, username or e-mail address. An ID can be typed whole.'
			}
			listFoot={search.data ? listFoot(search.data) : null}
			renderFound={(found) => <PersonRow person={found} text={text} />}
		/>
	)
}

function listFoot({ people, source, hasMore }: PeopleSearch): string | null {
	if (people.length === 0) return null
	const count = hasMore
		? `The first ${people.length}; type more to narrow`
		: counted(people.length, 'person', 'people')
	return source === 'candidates' ? `${count} · whom the pod offers for this group` : count
}

function chosenView(id: string, user: PersonOption | null) {
	const idText = <span className="id-text">{id}</span>
	if (!user) return { text: id, leading: <Avatar name={id} />, detail: <>by their ID {idText}</> }
	return {
		text: user.name ?? user.username ?? id,
		leading: <Avatar name={user.name ?? user.username ?? ''} />,
		detail: <PersonFacts person={user} id={idText} />,
	}
}

function PersonRow({ person, text }: { person: PersonOption; text: string }) {
	const name = person.name ?? person.username ?? 'Person without a name'
	const id = <span className="id-text">{person.id === text ? `Use ID ${person.id}` : person.id}</span>
	return (
		<TwoLines
			name={name}
			leading={<Avatar name={name} />}
			chips={<PersonRoles person={person} />}
			facts={<PersonFacts person={person} id={id} />}
		/>
	)
}
