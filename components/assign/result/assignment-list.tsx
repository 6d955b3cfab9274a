import type { ReactNode } from 'react'
import { Facts } from '#components/directory/facts.tsx'
import { Chip } from '#components/ui/chip.tsx'
import { IdText } from '#components/ui/id-text.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { TimeText } from '#components/ui/time-text.tsx'
import type { ChangeView } from '#lib/changes/schemas.ts'

type Assignment = NonNullable<ChangeView['assignment']>

const notGiven = <span className="text-small text-ink-3">Not given</span>

/** Every field of the assignment as the pod returned it; of a change without one, the pair that it was for. */
export function AssignmentList({ change }: { change: ChangeView }) {
	const { assignment } = change
	return (
		<dl className="px-5 py-2">
			<Row term="User">
				<User change={change} />
			</Row>
			<Row term="Group">
				<Group change={change} />
			</Row>
			{assignment ? <Fields assignment={assignment} /> : null}
		</dl>
	)
}

function Row({ term, children }: { term: string; children: ReactNode }) {
	return (
		<div className="grid grid-cols-[118px_minmax(0,1fr)] border-b border-line py-[9px] last:border-0 max-sm:grid-cols-[104px_minmax(0,1fr)]">
			<dt className="text-ink-3">{term}</dt>
			<dd className="min-w-0">{children}</dd>
		</div>
	)
}

function Name({ name }: { name: string | null | undefined }) {
	if (!name) return notGiven
	return <bdi className="font-semibold [overflow-wrap:anywhere]">{name}</bdi>
}

function User({ change }: { change: ChangeView }) {
	const user = change.assignment?.user
	return (
		<>
			<Name name={user?.name ?? change.userName} />
			<div className="text-small text-ink-3">
				<div className="[overflow-wrap:anywhere]">
					<Facts facts={[user?.username ?? null, user?.emailAddress ?? null]} />
				</div>
				<IdText id={change.assignment?.userId ?? change.userId} what="user ID" />
			</div>
		</>
	)
}

function Group({ change }: { change: ChangeView }) {
	const group = change.assignment?.group
	const active = group?.active ?? null
	return (
		<>
			<span className="flex flex-wrap items-center gap-1.5">
				<Name name={group?.name ?? change.groupName} />
				{group?.area ? <Chip>{group.area}</Chip> : null}
			</span>
			<div className="text-small text-ink-3">
				<div>
					<Facts
						facts={[group?.type ?? null, active === null ? null : active ? 'group active' : 'group inactive']}
					/>
				</div>
				<IdText id={change.assignment?.groupId ?? change.groupId} what="group ID" />
			</div>
		</>
	)
}

function Fields({ assignment }: { assignment: Assignment }) {
	return (
		<>
			<Row term="Roles">
				<Roles roles={assignment.userRoles} />
			</Row>
			<Row term="Status">
				<Status active={assignment.active} />
			</Row>
			<Row term="Assignment ID">
				{assignment.id === null ? notGiven : <IdText id={assignment.id} what="assignment ID" />}
			</Row>
			<Row term="Last added">
				{assignment.lastAddedAtMs === null ? notGiven : <TimeText at={assignment.lastAddedAtMs} />}
			</Row>
			<Row term="Last removed">
				<LastRemoved assignment={assignment} />
			</Row>
		</>
	)
}

function Roles({ roles }: { roles: string[] | null }) {
	if (roles === null) return notGiven
	if (roles.length === 0) return <span className="text-small text-ink-3">None</span>
	return (
		<span className="flex flex-wrap gap-1.5">
			{roles.map((role) => (
				<Chip key={role}>{role}</Chip>
			))}
		</span>
	)
}

function Status({ active }: { active: boolean | null }) {
	if (active === null) return notGiven
	return active ? <Pill tone="ok">Active</Pill> : <Pill tone="quiet">Inactive</Pill>
}

/** "Never" is said only where the pod gives dates at all, and of an assignment that is not removed. */
function LastRemoved({ assignment: { active, lastAddedAtMs, lastRemovedAtMs } }: { assignment: Assignment }) {
	if (lastRemovedAtMs !== null) return <TimeText at={lastRemovedAtMs} />
	if (active !== true || lastAddedAtMs === null) return notGiven
	return <span className="text-small text-ink-3">Never</span>
}
