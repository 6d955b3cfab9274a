import { NotificationsButton } from '#components/notifications/notifications-button.tsx'
import { BrandMark } from '#components/ui/brand-mark.tsx'
import { NavLinks } from './nav-links.tsx'
import { ShellFoot } from './shell-foot.tsx'
import type { ShellPerson } from './shell-person.ts'

/** The console's left side, where there is room for one. */
export function Sidebar({ person }: { person: ShellPerson }) {
	return (
		<header className="sticky top-0 hidden h-dvh w-[232px] shrink-0 flex-col overflow-y-auto border-r border-line bg-surface px-3 py-4 shell:flex print:hidden">
			<div className="flex items-center justify-between pb-2.5 pl-2.5">
				<p className="flex items-center gap-[9px] text-lead font-[650]">
					<BrandMark />
					Scopekeeper
				</p>
				<NotificationsButton />
			</div>
			<nav aria-label="Console">
				<NavLinks role={person.role} />
			</nav>
			<ShellFoot person={person} />
		</header>
	)
}
