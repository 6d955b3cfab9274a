import Link from 'next/link'
import type { ReactNode } from 'react'
import { UtcTime } from '#components/audit/utc-time.tsx'
import { counted } from '#components/directory/counted.ts'
import { Avatar } from '#components/ui/avatar.tsx'
import { Card } from '#components/ui/card.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { personHref } from '#lib/people/rules.ts'
import type { PersonLine } from '#lib/people/schemas.ts'
import { roleTitle } from './people-words.ts'

const columns: [string, string][] = [
	['Person', ''],
	['Role', 'w-[12rem]'],
	['Last sign-in', 'w-[13rem]'],
	['Sessions', 'w-[8rem]'],
	['State', 'w-[16rem]'],
]

/** The people of one page, one row each; on a narrow screen each is a small card. */
export function PeopleTable({ people }: { people: PersonLine[] }) {
	return (
		<Card className="overflow-hidden">
			<table className="w-full table-fixed border-collapse text-left max-shell:block">
				<caption className="sr-only">People, by name</caption>
				<thead className="max-shell:sr-only">
					<tr>
						{columns.map(([column, width]) => (
							<th
								key={column}
								scope="col"
								className={`px-3 py-[11px] text-[0.75rem] font-semibold text-ink-3 first:pl-5 last:pr-5 ${width}`}
							>
								{column}
							</th>
						))}
					</tr>
				</thead>
				<tbody className="max-shell:block">
					{people.map((person) => (
						<PersonRow key={person.id} person={person} />
					))}
				</tbody>
			</table>
		</Card>
	)
}

function PersonRow({ person }: { person: PersonLine }) {
	const { id, name, email, username, subject, role, lastSignInAt, openSessions, disabled } = person
	return (
		<tr className="relative border-t border-line hover:bg-bg max-shell:grid max-shell:grid-cols-[1fr_auto] max-shell:gap-x-3 max-shell:gap-y-1 max-shell:px-4 max-shell:py-3">
			<Cell className="max-shell:col-span-2">
				<span className="flex items-center gap-3">
					<Avatar name={name} />
					<span className="min-w-0">
						<Link
							prefetch={false}
							href={personHref(id)}
							className="block truncate font-semibold after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
						>
							<bdi>{name}</bdi>
						</Link>
						<span className="block truncate text-small text-ink-3">
							<bdi>{email ?? username ?? subject}</bdi>
						</span>
					</span>
				</span>
			</Cell>
			<Cell className="text-ink-2">{roleTitle(role)}</Cell>
			<Cell className="text-ink-2 max-shell:order-last max-shell:col-span-2 max-shell:text-small">
				<span className="shell:hidden">Last sign-in </span>
				<UtcTime at={lastSignInAt} short />
			</Cell>
			<Cell className="max-shell:text-right">
				{openSessions > 0 ? (
					<Pill tone="ok">{counted(openSessions, 'open', 'open')}</Pill>
				) : (
					<span className="text-ink-3">none open</span>
				)}
			</Cell>
			<Cell className={disabled ? 'max-shell:col-span-2' : 'max-shell:hidden'}>
				{disabled ? (
					<span className="grid max-shell:flex max-shell:flex-wrap max-shell:items-baseline max-shell:gap-x-2">
						<span>
							<Pill tone="bad">Disabled</Pill>
						</span>
						<span className="mt-0.5 truncate text-small text-ink-3">
							<UtcTime at={disabled.at} short />
							{disabled.by ? (
								<>
									{' '}
									by <bdi>{disabled.by}</bdi>
								</>
							) : null}
						</span>
					</span>
				) : (
					<span className="text-ink-3">May sign in</span>
				)}
			</Cell>
		</tr>
	)
}

function Cell({ className = '', children }: { className?: string; children: ReactNode }) {
	return (
		<td className={`truncate px-3 py-[9.5px] first:pl-5 last:pr-5 max-shell:p-0! ${className}`}>
			{children}
		</td>
	)
}
