'use client'

import dynamic from 'next/dynamic'
import { useEffect } from 'react'
import { EndingList } from '#components/schedules/ending-list.tsx'
import { Note } from '#components/ui/note.tsx'
import { can, type Role, roleNames } from '#lib/auth/permissions.ts'
import type { RequestSettings } from '#lib/requests/schemas.ts'
import { DecisionPane } from './decision/decision-pane.tsx'
import { NothingOpen } from './decision/nothing-open.tsx'
import { tabsOf } from './desk-address.ts'
import { EmptyQueue } from './queue/empty-queue.tsx'
import { ClearFilter, isFiltered, QueueFilter } from './queue/queue-filter.tsx'
import { RequestList } from './queue/request-list.tsx'
import { TabBar } from './queue/tab-bar.tsx'
import type { DeskStart } from './request-queries.ts'
import { ReviewList } from './review/review-list.tsx'
import { useDesk } from './use-desk.ts'

const HelpDialog = dynamic(() => import('./keys/help-dialog.tsx').then(({ HelpDialog }) => HelpDialog), {
	ssr: false,
})

export interface DeskProps {
	viewer: { id: string; role: Role }
	settings: RequestSettings
	start: DeskStart
}

/** `/requests` as a whole: the queue at the left, the request that is open at the right; on a phone, one of both. */
export function RequestsDesk(props: DeskProps) {
	const { viewer, settings, start } = props
	const desk = useDesk(props)
	const { address, tab, queueTab, counts, queue, openId, decides, nowMs } = desk
	const isOpen = address.request !== null
	const isAsker = !can(viewer.role, 'read_whole_requests')
	const tabs = tabsOf(viewer.role).filter(
		(one) => one !== 'second' || one === tab || settings.approvals === 'two' || (counts?.second ?? 0) > 0,
	)
	useTitle(address.request, openId)

	return (
		<>
			<p role="status" className="sr-only">
				{desk.said}
			</p>
			{decides || isAsker ? null : (
				<Note tone="quiet" className="border border-line">
					You can read every request here, but not decide: you are signed in as {roleNames[viewer.role]}.
				</Note>
			)}
			<div
				className={`flex flex-wrap items-center justify-between gap-x-6 gap-y-3 ${isOpen ? 'max-desk:hidden' : ''}`}
			>
				<TabBar {...{ tabs, counts, address, isAsker }} shown={tab} go={desk.go} />
				{queueTab ? <QueueFilter address={address} /> : null}
			</div>
			{queueTab ? (
				<div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 desk:grid-cols-[minmax(320px,4fr)_minmax(0,7fr)] print:grid-cols-[minmax(0,1fr)]">
					<div className={`desk:sticky desk:top-6 ${isOpen ? 'max-desk:hidden print:hidden' : ''}`}>
						<RequestList
							queue={queue}
							address={address}
							openId={openId}
							viewerId={viewer.id}
							nowMs={nowMs}
							onOpen={desk.open}
							empty={<EmptyQueue tab={queueTab} isAsker={isAsker} address={address} />}
							wayOut={isFiltered(address) ? <ClearFilter address={address} /> : null}
						/>
					</div>
					{address.request === null ? (
						<NothingOpen lettersOn={desk.surroundings.lettersOn} canDecide={decides} onHelp={desk.askHelp} />
					) : (
						<DecisionPane asked={address.request} start={start} {...desk.surroundings} />
					)}
				</div>
			) : tab === 'ending' ? (
				<EndingList />
			) : (
				<ReviewList />
			)}
			{desk.isHelpOpen ? <HelpDialog canDecide={decides} onClose={desk.closeHelp} /> : null}
		</>
	)
}

/** The server names the page once; what is opened on it after that is named here. */
function useTitle(asked: string | null, openId: number | null) {
	useEffect(() => {
		document.title = `${asked === null || openId === null ? 'Requests' : `Request ${openId}`} · Scopekeeper`
	}, [asked, openId])
}
