import { TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { TimeText } from '#components/ui/time-text.tsx'
import type { NotificationView } from '#lib/notifications/schemas.ts'

interface NotificationItemProps {
	item: NotificationView
	onOpen: () => void
}

/** One thing that was told: marked while it is unread, and in red where something went wrong or is late. */
export function NotificationItem({ item, onOpen }: NotificationItemProps) {
	const { text, at, href, isRead, isUrgent } = item
	return (
		<li className="border-b border-line last:border-0">
			<Link
				prefetch={false}
				href={href}
				onClick={(event) => {
					// Opened in another tab, this page stays as it is.
					if (!event.metaKey && !event.ctrlKey && !event.shiftKey) onOpen()
				}}
				className={`grid grid-cols-[14px_minmax(0,1fr)] gap-x-2 py-2.5 pr-5 pl-4 hover:bg-bg focus-visible:-outline-offset-2 ${isRead ? 'text-ink-2' : 'bg-accent-soft/40'}`}
			>
				{isUrgent ? (
					<TriangleAlert size={14} aria-hidden className="mt-1 text-bad" />
				) : (
					<span
						aria-hidden="true"
						className={`mt-[7px] ml-[3px] size-2 rounded-full ${isRead ? '' : 'bg-accent forced-colors:bg-[CanvasText]'}`}
					/>
				)}
				<span className="min-w-0 [overflow-wrap:anywhere]">
					{isUrgent ? <span className="font-semibold text-bad">Urgent. </span> : null}
					<span className={isRead ? '' : 'font-medium'}>{text}</span>
					<span className="mt-0.5 block text-small text-ink-3">
						<TimeText at={at} short />
						{isRead ? null : <span className="font-semibold text-accent"> · Unread</span>}
					</span>
				</span>
			</Link>
		</li>
	)
}
