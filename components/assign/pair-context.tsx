import { type ReactNode, useState } from 'react'
import { grouped } from '#components/directory/counted.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { PairView } from '#lib/changes/schemas.ts'

const shownAtFirst = 4

interface Item {
	id: string
	view: ReactNode
}

interface BoxProps {
	title: string
	/** `null`: the pod did not let them be read; `undefined`: not read yet. */
	items: Item[] | null | undefined
	none: string
}

function Box({ title, items, none }: BoxProps) {
	return (
		<div className="min-w-0 rounded-field border border-line px-3.5 py-2.5 text-note">
			<h2 className="mb-0.5 text-[0.75rem] font-semibold text-ink-3">
				{title}
				{items ? ` (${grouped(items.length)})` : ''}
			</h2>
			{items === undefined ? <Skeleton className="my-[3px] h-3.5 w-3/5" /> : null}
			{items === null ? <p className="text-warn">They could not be read from the pod.</p> : null}
			{items?.length === 0 ? <p className="text-ink-2">{none}</p> : null}
			{items && items.length > 0 ? <List items={items} /> : null}
		</div>
	)
}

function List({ items }: { items: Item[] }) {
	const [isWhole, setIsWhole] = useState(false)
	const rest = items.length - shownAtFirst
	return (
		<div className="max-h-44 overflow-y-auto">
			<ul className="inline">
				{(isWhole ? items : items.slice(0, shownAtFirst)).map(({ id, view }) => (
					<li key={id} className="inline after:content-[',_'] last:after:content-['']">
						{view}
					</li>
				))}
			</ul>
			{rest > 0 ? (
				<button
					type="button"
					aria-expanded={isWhole}
					onClick={() => setIsWhole(!isWhole)}
					className="ml-1.5 rounded-sm font-medium text-accent hover:underline print:hidden"
				>
					{isWhole ? 'Show fewer' : `${grouped(rest)} more`}
				</button>
			) : null}
		</div>
	)
}

/** Around the pair: what else the user is responsible for, and who else is responsible for the group. */
export function PairContext({ pair }: { pair: PairView | undefined }) {
	return (
		<div className="grid gap-3.5 sm:grid-cols-2">
			<Box
				title="The user’s other groups"
				items={pair ? (pair.otherGroups?.map(groupItem) ?? null) : undefined}
				none="None"
			/>
			<Box
				title="The group’s other assignees"
				items={pair ? (pair.otherAssignees?.map(assigneeItem) ?? null) : undefined}
				none="Nobody"
			/>
		</div>
	)
}

type OtherGroup = NonNullable<PairView['otherGroups']>[number]
type OtherAssignee = NonNullable<PairView['otherAssignees']>[number]

function groupItem({ id, name, area, isGlobal }: OtherGroup): Item {
	return {
		id,
		view: (
			<>
				<NameOrId name={name} id={id} strong={isGlobal} />
				{area ? <span className="text-ink-3"> {area}</span> : null}
			</>
		),
	}
}

function assigneeItem({ id, name, username }: OtherAssignee): Item {
	return { id, view: <NameOrId name={name ?? username} id={id} strong={false} /> }
}

function NameOrId({ name, id, strong }: { name: string | null; id: string; strong: boolean }) {
	if (name === null) return <span className="id-text">{id}</span>
	return (
		<bdi className={`[overflow-wrap:anywhere] ${strong ? 'font-semibold' : ''}`} title={id}>
			{name}
		</bdi>
	)
}
