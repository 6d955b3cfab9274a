import type { ReactNode } from 'react'
import { Facts } from '#components/directory/facts.tsx'
import { Chip } from '#components/ui/chip.tsx'
import { IdText } from '#components/ui/id-text.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { TimeText } from '#components/ui/time-text.tsx'
import type { ChangeView } from '#lib/changes/schemas.ts'

type Assignment = NonNullable<ChangeView['assignment']>

/** An assignment as the pod returned it, and what is known of its pair besides. */
export interface ShownAssignment {
	assignment: Assignment | null
	groupId: string
	groupName: string | null
	userId: string
	userName: string | null
}

/** How a moment (epoch milliseconds) is shown. */
type ShowTime = (atMs: number) => ReactNode

const inOwnZone: ShowTime = (atMs) => <TimeText at={atMs} />

const notGiven = <span className="text-small text-ink-3">Not given</span>

/** Every field of an assignment; where the pod returned none, the pair alone. */
export function AssignmentList({ shown, time = inOwnZone }: { shown: ShownAssignment; time?: ShowTime }) {
	const { assignment } = shown
	return (
		<dl className="px-5 py-2">
			<Row term="User">
				<User shown={shown} />
			</Row>
			<Row term="Group">
				<Group shown={shown} />
			</Row>
			{assignment ? <Fields assignment={assignment} time={time} /> : null}
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

function User({ shown }: { shown: ShownAssignment }) {
	const user = shown.assignment?.user
	return (
		<>
			<Name name={user?.name ?? shown.userName} />
			<div className="text-small text-ink-3">
				<div className="[overflow-wrap:anywhere]">
					<Facts facts={[user?.username ?? null, user?.emailAddress ?? null]} />
				</div>
				<IdText id={shown.assignment?.userId ?? shown.userId} what="user ID" />
			</div>
		</>
	)
}

function Group({ shown }: { shown: ShownAssignment }) {
	const group = shown.assignment?.group
	const active = group?.active ?? null
	return (
		<>
			<span className="flex flex-wrap items-center gap-1.5">
				<Name name={group?.name ?? shown.groupName} />
				{group?.area ? <Chip>{group.area}</Chip> : null}
			</span>
			<div className="text-small text-ink-3">
				<div>
					<Facts
						facts={[group?.type ?? null, active === null ? null : active ? 'group active' : 'group inactive']}
					/>
				</div>
				<IdText id={shown.assignment?.groupId ?? shown.groupId} what="group ID" />
			</div>
		</>
	)
}

interface FieldsProps {
	assignment: Assignment
	time: ShowTime
}

function Fields({ assignment, time }: FieldsProps) {
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
				{assignment.lastAddedAtMs === null ? notGiven : time(assignment.lastAddedAtMs)}
			</Row>
			<Row term="Last removed">
				<LastRemoved assignment={assignment} time={time} />
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
function LastRemoved({ assignment: { active, lastAddedAtMs, lastRemovedAtMs }, time }: FieldsProps) {
	if (lastRemovedAtMs !== null) return time(lastRemovedAtMs)
	if (active !== true || lastAddedAtMs === null) return notGiven
	return <span className="text-small text-ink-3">Never</span>
}
