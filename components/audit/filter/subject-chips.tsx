import { type ReactNode, useState } from 'react'
import { useGroupSearch, usePeopleSearch } from '#components/directory/use-directory-search.ts'
import { groupIdProblem, userIdProblem } from '#lib/pod/rules.ts'
import { FilterChip, PanelLink } from './filter-chip.tsx'

interface SubjectChipProps {
	/** Name or ID of the one that is chosen. */
	chosen: string | null
	/** The address with an ID, or with none. */
	href: (id: string | null) => string
}

/** Everything about one group. */
export function GroupChip({ chosen, href }: SubjectChipProps) {
	return (
		<FilterChip name="Group" chosen={chosen} label="Group">
			{(close) => <GroupPanel chosen={chosen} href={href} onChoose={close} />}
		</FilterChip>
	)
}

/** Everything about one user of the pod. */
export function UserChip({ chosen, href }: SubjectChipProps) {
	return (
		<FilterChip name="User" chosen={chosen} label="User">
			{(close) => <UserPanel chosen={chosen} href={href} onChoose={close} />}
		</FilterChip>
	)
}

type PanelProps = SubjectChipProps & { onChoose: () => void }

function GroupPanel(props: PanelProps) {
	const [text, setText] = useState('')
	const { data, isBusy, error } = useGroupSearch(text, true)
	const found = (data?.groups ?? []).map(({ id, name, area }) => ({ id, name, more: area }))
	const id = text.trim() !== '' && groupIdProblem(text.trim()) === null ? text.trim() : null
	return <SearchPanel {...props} what="group" {...{ text, setText, found, id, isBusy, error }} />
}

function UserPanel(props: PanelProps) {
	const [text, setText] = useState('')
	const { data, isBusy, error } = usePeopleSearch(text, null, true)
	const found = (data?.people ?? []).map(({ id, name, username }) => ({
		id,
		name: name ?? username,
		more: id,
	}))
	const id = userIdProblem(text.trim()) === null ? text.trim() : null
	return <SearchPanel {...props} what="user" {...{ text, setText, found, id, isBusy, error }} />
}

interface SearchPanelProps extends PanelProps {
	what: 'group' | 'user'
	text: string
	setText: (text: string) => void
	found: { id: string; name: string | null; more: string | null }[]
	/** What was typed, where it can be an ID: also of one that the pod no longer lists. */
	id: string | null
	isBusy: boolean
	error: Error | null
}

const shown = 8

function SearchPanel({
	chosen,
	href,
	onChoose,
	what,
	text,
	setText,
	found,
	id,
	isBusy,
	error,
}: SearchPanelProps) {
	const none = !isBusy && !error && found.length === 0
	return (
		<div className="grid w-[20rem] max-w-full gap-1">
			<input
				type="search"
				aria-label={`Find a ${what}`}
				placeholder={what === 'group' ? 'Name, area or ID' : 'Name, username, e-mail or ID'}
				value={text}
				onChange={(event) => setText(event.target.value)}
				autoComplete="off"
				className="min-h-[34px] rounded-field border border-field bg-surface px-2.5"
			/>
			{chosen === null ? null : (
				<PanelLink href={href(null)} onChoose={onChoose}>
					Any {what}
				</PanelLink>
			)}
			{found.slice(0, shown).map((one) => (
				<PanelLink key={one.id} href={href(one.id)} onChoose={onChoose}>
					<bdi className="font-medium">{one.name ?? one.id}</bdi>
					{one.more ? <span className="text-small text-ink-3"> · {one.more}</span> : null}
				</PanelLink>
			))}
			{id !== null && !found.some((one) => one.id === id) ? (
				<PanelLink href={href(id)} onChoose={onChoose}>
					Use ID <span className="id-text">{id}</span>
				</PanelLink>
			) : null}
			<State>{error ? error.message : isBusy ? 'Searching…' : none ? `No ${what} found.` : null}</State>
		</div>
	)
}

function State({ children }: { children: ReactNode }) {
	return (
		<p role="status" className="px-2.5 text-small text-ink-3">
			{children}
		</p>
	)
}
