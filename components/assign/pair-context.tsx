import type { ReactNode } from 'react'
import { grouped } from '#components/directory/counted.ts'
import { Chip } from '#components/ui/chip.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { PairView } from '#lib/changes/schemas.ts'

const shownAtFirst = 3

interface BoxProps {
	title: string
	/** `null`: the pod did not let them be read; `undefined`: not read yet. */
	items: { id: string; view: ReactNode }[] | null | undefined
	unread: string
	none: string
}

function Box({ title, items, unread, none }: BoxProps) {
	return (
		<div className="min-w-0 rounded-field border border-line px-3.5 py-2.5 text-note">
			<h3 className="mb-1 text-[0.75rem] font-semibold text-ink-3">
				{title}
				{items ? ` (${grouped(items.length)})` : ''}
			</h3>
			{items === undefined ? <Skeleton className="my-1 h-3.5 w-3/5" /> : null}
			{items === null ? <p className="text-warn">{unread}</p> : null}
			{items?.length === 0 ? <p className="text-ink-2">{none}</p> : null}
			{items && items.length > 0 ? <List items={items} /> : null}
		</div>
	)
}

function List({ items }: { items: { id: string; view: ReactNode }[] }) {
	const rows = (some: typeof items) => some.map(({ id, view }) => <li key={id}>{view}</li>)
	const rest = items.slice(shownAtFirst)
	return (
		<>
			<ul className="grid gap-0.5">{rows(items.slice(0, shownAtFirst))}</ul>
			{rest.length > 0 ? (
				<details className="group/more">
					<summary className="mt-0.5 w-fit rounded-sm font-medium text-accent marker:content-none hover:underline">
						<span className="group-open/more:hidden">{grouped(rest.length)} more</span>
						<span className="hidden group-open/more:inline">Fewer</span>
					</summary>
					<ul className="mt-0.5 grid max-h-56 gap-0.5 overflow-y-auto">{rows(rest)}</ul>
				</details>
			) : null}
		</>
	)
}

/** Around the pair: what else the user is responsible for, and who else is responsible for the group. */
export function PairContext({ pair }: { pair: PairView | undefined }) {
	return (
		<div className="grid gap-3.5 sm:grid-cols-2">
			<Box
				title="The user’s other groups"
				items={pair?.otherGroups?.map(groupItem) ?? (pair ? null : undefined)}
				unread="The pod did not let them be read."
				none="None"
			/>
			<Box
				title="The group’s other assignees"
				items={pair?.otherAssignees?.map(assigneeItem) ?? (pair ? null : undefined)}
				unread="The pod did not let them be read."
				none="Nobody"
			/>
		</div>
	)
}

type OtherGroup = NonNullable<PairView['otherGroups']>[number]
type OtherAssignee = NonNullable<PairView['otherAssignees']>[number]

function groupItem({ id, name, area, isGlobal }: OtherGroup) {
	const view = (
		<span className="flex min-w-0 items-center gap-1.5">
			<NameOrId name={name} id={id} strong={isGlobal} />
			{area ? <Chip>{area}</Chip> : null}
		</span>
	)
	return { id, view }
}

function assigneeItem({ id, name, username }: OtherAssignee) {
	return { id, view: <NameOrId name={name ?? username} id={id} strong={false} /> }
}

function NameOrId({ name, id, strong }: { name: string | null; id: string; strong: boolean }) {
	if (name === null) return <span className="id-text truncate">{id}</span>
	return (
		<bdi className={`block truncate ${strong ? 'font-semibold' : ''}`} title={`${name} · ${id}`}>
			{name}
		</bdi>
	)
}
