'use client'

import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useRefusal } from '#components/api/use-refusal.ts'
import { counted } from '#components/directory/counted.ts'
import { useShell } from '#components/shell/use-shell.ts'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Modal } from '#components/ui/modal.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { NotificationItem } from './notification-item.tsx'
import { useMarkRead, useNotifications } from './use-notifications.ts'

/** What the viewer is told, newest first; each leads to where it is looked at. */
export function NotificationsPanel({ onClose }: { onClose: () => void }) {
	const { data, error } = useNotifications()
	const shell = useShell()
	const [refusal, setRefusal] = useRefusal()
	const markRead = useMarkRead()
	const heading = useRef<HTMLHeadingElement>(null)
	useEffect(() => heading.current?.focus(), [])

	const markAll = async () => {
		// The button goes with the last unread one.
		heading.current?.focus()
		setRefusal(await markRead(null))
	}
	const unread = data?.unread ?? 0
	const problem = refusal ?? error?.message ?? shell.error?.message
	return (
		<Modal
			label="Notifications"
			onClose={onClose}
			className="m-0 ml-auto max-h-dvh w-[min(27rem,100vw)] max-w-none overflow-hidden rounded-card open:flex open:flex-col shell:mt-3 shell:mr-auto shell:ml-[240px] shell:max-h-[calc(100dvh-1.5rem)] max-shell:h-dvh max-shell:rounded-none"
		>
			<div className="flex items-center gap-2.5 border-b border-line py-2.5 pr-3 pl-5">
				<div className="mr-auto">
					<h2 ref={heading} tabIndex={-1} className="text-lead font-semibold outline-none">
						Notifications
					</h2>
					<p role="status" className="text-small text-ink-3">
						{unread > 0 ? counted(unread, 'unread', 'unread') : 'None unread'}
					</p>
				</div>
				{unread > 0 ? (
					<Button size="small" onClick={() => void markAll()}>
						Mark all as read
					</Button>
				) : null}
				<IconButton label="Close notifications" onClick={onClose} className="size-9!">
					<X size={18} aria-hidden />
				</IconButton>
			</div>
			{problem ? (
				<p role="alert" className="border-b border-line px-5 py-3 text-note text-bad">
					{problem}
				</p>
			) : null}
			{data === undefined && !error ? <Loading /> : null}
			{data?.items.length === 0 ? (
				<p className="px-5 py-8 text-center text-ink-2">
					Nothing yet. What waits for you, what was decided and what ends soon is told here.
				</p>
			) : null}
			{data && data.items.length > 0 ? (
				<ul className="min-h-0 overflow-y-auto">
					{data.items.map((item) => (
						<NotificationItem
							key={item.id}
							item={item}
							onOpen={() => {
								onClose()
								if (!item.isRead) void markRead([item.id])
							}}
						/>
					))}
				</ul>
			) : null}
		</Modal>
	)
}

function Loading() {
	return (
		<div className="grid gap-4 px-5 py-4">
			<span className="sr-only">Reading the notifications…</span>
			{[0, 1, 2].map((row) => (
				<Skeleton key={row} className="h-9 w-full" />
			))}
		</div>
	)
}
