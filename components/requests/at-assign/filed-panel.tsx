'use client'

import { Clock3 } from 'lucide-react'
import type { RefObject } from 'react'
import { ButtonLink } from '#components/ui/button-link.tsx'
import { Card } from '#components/ui/card.tsx'
import type { RequestView } from '#lib/requests/schemas.ts'
import { approversInWords } from '../approval-words.ts'
import { deskHref } from '../desk-address.ts'
import { useRequestSettings } from '../settings-context.tsx'

interface FiledPanelProps {
	/** The request that was filed; `null` before the first. */
	request: RequestView | null
	headingRef: RefObject<HTMLHeadingElement | null>
}

/** What became of filing: the request's number, whom it waits for, and the way to it. */
export function FiledPanel({ request, headingRef }: FiledPanelProps) {
	const settings = useRequestSettings()
	return (
		<Card aria-label="Result" className="overflow-hidden">
			{request ? (
				<>
					<div className="border-b border-line bg-accent-soft px-5 py-4 text-accent">
						<h2
							ref={headingRef}
							tabIndex={-1}
							className="flex items-center gap-2 text-lead font-semibold outline-none"
						>
							<Clock3 size={18} aria-hidden className="shrink-0" />
							{filedInWords(request, approversInWords(settings))}
						</h2>
						<p className="mt-0.5">Nothing was sent to the pod yet.</p>
					</div>
					<div className="grid justify-items-start gap-3.5 px-5 py-4">
						<p className="[overflow-wrap:anywhere]">
							{request.kind === 'assign' ? 'Assign ' : 'Unassign '}
							<bdi className="font-semibold">{request.userName ?? request.userId}</bdi>
							{request.kind === 'assign' ? ' to ' : ' from '}
							<bdi className="font-semibold">{request.groupName ?? request.groupId}</bdi>
						</p>
						<ButtonLink href={deskHref({ request: String(request.id) })}>
							Open request {request.id}
						</ButtonLink>
					</div>
				</>
			) : (
				<div className="px-5 py-5 text-ink-2">
					<h2 className="text-lead font-semibold text-ink">Nothing filed yet</h2>
					<p className="mt-1 max-w-[46ch]">
						After you file a request, its number stands here, with the way to it. It is applied when{' '}
						{approversInWords(settings)} approved it.
					</p>
				</div>
			)}
		</Card>
	)
}

/** What is said of a request that was just filed. */
const filedInWords = ({ id }: RequestView, approvers: string) =>
	`Request ${id} is filed and waits for ${approvers}`
