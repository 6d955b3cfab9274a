'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { can, type Role, type Verb } from '#lib/auth/permissions.ts'
import { WaitingCount } from './waiting-count.tsx'

interface Section {
	title: string
	/** For whom it is; absent: everyone. */
	verb?: Verb
	links: { href: string; label: string }[]
}

const sections: Section[] = [
	{
		title: 'Work',
		links: [
			{ href: '/assign', label: 'Assign' },
			{ href: '/requests', label: 'Requests' },
		],
	},
	{ title: 'Record', links: [{ href: '/audit', label: 'Audit' }] },
	{ title: 'Administration', verb: 'manage_people', links: [{ href: '/admin/people', label: 'People' }] },
]

/** The console's pages, by section. A page that does not exist has no entry. */
export function NavLinks({ role }: { role: Role }) {
	const pathname = usePathname()
	return sections
		.filter(({ verb }) => !verb || can(role, verb))
		.map(({ title, links }) => (
			<div key={title}>
				<h2 className="px-2.5 pt-3.5 pb-1 text-[0.6875rem] font-semibold tracking-[.04em] text-ink-3 uppercase">
					{title}
				</h2>
				<ul>
					{links.map(({ href, label }) => {
						const here = pathname === href || pathname.startsWith(`${href}/`)
						return (
							<li key={href}>
								<Link
									href={href}
									prefetch={false}
									aria-current={here ? 'page' : undefined}
									className={`flex justify-between rounded-[7px] px-2.5 py-1.5 font-medium ${here ? 'bg-accent-soft text-accent forced-colors:border' : 'text-ink-2 hover:bg-bg hover:text-ink'}`}
								>
									{label}
									{href === '/requests' ? <WaitingCount role={role} /> : null}
								</Link>
							</li>
						)
					})}
				</ul>
			</div>
		))
}
