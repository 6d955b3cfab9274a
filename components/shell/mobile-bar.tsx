'use client'

import { Menu, X } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { NotificationsButton } from '#components/notifications/notifications-button.tsx'
import { BrandMark } from '#components/ui/brand-mark.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { LiveControls } from '#components/ui/live-controls.tsx'
import { Modal } from '#components/ui/modal.tsx'
import { NavLinks } from './nav-links.tsx'
import { ShellFoot } from './shell-foot.tsx'
import type { ShellPerson } from './shell-person.ts'

/** The console's top on a narrow screen; the menu holds what the sidebar holds. */
export function MobileBar({ person }: { person: ShellPerson }) {
	const pathname = usePathname()
	const [openOn, setOpenOn] = useState<string | null>(null)
	const close = () => setOpenOn(null)
	return (
		<header className="sticky top-0 z-20 flex items-center justify-between border-b border-line bg-surface px-4 py-2.5 shell:hidden print:hidden">
			<p className="flex items-center gap-[9px] text-lead font-[650]">
				<BrandMark />
				Scopekeeper
			</p>
			<span className="flex items-center gap-1">
				<NotificationsButton />
				<LiveControls>
					<IconButton
						label="Menu"
						aria-expanded={openOn !== null}
						onClick={() => setOpenOn(pathname)}
						className="size-9!"
					>
						<Menu size={20} aria-hidden />
					</IconButton>
				</LiveControls>
			</span>
			{openOn === pathname ? (
				<Modal
					label="Menu"
					onClose={close}
					className="my-0 mr-0 ml-auto h-dvh max-h-none w-[min(19rem,86vw)] max-w-none"
				>
					<div className="flex h-full flex-col px-3 py-2.5 pb-5">
						<IconButton label="Close menu" onClick={close} className="ml-auto size-9!">
							<X size={20} aria-hidden />
						</IconButton>
						<nav aria-label="Console">
							<NavLinks role={person.role} />
						</nav>
						<ShellFoot person={person} />
					</div>
				</Modal>
			) : null}
		</header>
	)
}
