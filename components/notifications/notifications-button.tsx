'use client'

import { Bell } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { grouped } from '#components/directory/counted.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { LiveControls } from '#components/ui/live-controls.tsx'
import { useAnnouncement } from './use-announcement.ts'
import { useNotifications } from './use-notifications.ts'

const NotificationsPanel = dynamic(
	() => import('./notifications-panel.tsx').then(({ NotificationsPanel }) => NotificationsPanel),
	{ ssr: false },
)

/** How much there is to read, and the way to it. */
export function NotificationsButton() {
	const { data } = useNotifications()
	const [isOpen, setIsOpen] = useState(false)
	const announcement = useAnnouncement(data)
	const unread = data?.unread ?? 0
	return (
		<>
			<LiveControls>
				<IconButton
					label={unread > 0 ? `Notifications, ${grouped(unread)} unread` : 'Notifications'}
					aria-haspopup="dialog"
					aria-expanded={isOpen}
					onClick={() => setIsOpen(true)}
					className="relative size-9!"
				>
					<Bell size={18} aria-hidden />
					{unread > 0 ? (
						<span
							aria-hidden="true"
							className="absolute top-0 right-0 min-w-[17px] rounded-full bg-accent px-1 text-center text-[0.65625rem] leading-[17px] font-semibold text-accent-ink tabular-nums forced-colors:border"
						>
							{unread > 99 ? '99+' : unread}
						</span>
					) : null}
				</IconButton>
			</LiveControls>
			<p role="status" className="sr-only">
				{announcement}
			</p>
			{isOpen ? <NotificationsPanel onClose={() => setIsOpen(false)} /> : null}
		</>
	)
}
