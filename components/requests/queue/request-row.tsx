import { Facts } from '#components/directory/facts.tsx'
import { isOpenRequest } from '#lib/requests/rules.ts'
import type { Person, RequestLine } from '#lib/requests/schemas.ts'
import { dueWords, minuteWords } from '../due-words.ts'
import { kindWords } from '../kind-words.ts'
import { groupOf, userOf } from '../words.ts'
import { isPlainClick } from './tab-bar.tsx'

interface RequestRowProps {
	request: RequestLine
	href: string
	/** Whether the list is entered here by Tab. */
	isEntry: boolean
	isOpen: boolean
	viewerId: string
	nowMs: number
	onFocus: () => void
	onOpen: () => void
}

export const rowId = (requestId: number) => `request-row-${requestId}`

/** One request in the queue: what is asked for, for whom, and how much time there is. */
export function RequestRow({
	request,
	href,
	isEntry,
	isOpen,
	nowMs,
	viewerId,
	onFocus,
	onOpen,
}: RequestRowProps) {
	const { id, kind, ticket, endsAt, claimedBy, reason } = request
	return (
		<li
			className={`relative border-b border-line last:border-0 ${isOpen ? 'bg-accent-soft before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-accent' : 'hover:bg-bg'}`}
		>
			<a
				id={rowId(id)}
				href={href}
				tabIndex={isEntry ? 0 : -1}
				aria-current={isOpen ? 'true' : undefined}
				onFocus={onFocus}
				onClick={(event) => {
					if (!isPlainClick(event)) return
					event.preventDefault()
					onOpen()
				}}
				className="grid gap-[3px] px-4 py-3 focus-visible:-outline-offset-2"
			>
				<span className="flex items-baseline justify-between gap-2.5">
					<strong className="min-w-0 font-semibold [overflow-wrap:anywhere]">
						{kindWords[kind]} · <bdi>{groupOf(request)}</bdi>
					</strong>
					<Standing request={request} nowMs={nowMs} />
				</span>
				<span className="[overflow-wrap:anywhere]">
					<bdi>{userOf(request)}</bdi>
				</span>
				<span className="truncate text-small text-ink-3">
					<Facts
						facts={[
							claimedBy && isOpenRequest(request.state) ? (
								<Holder key="holder" {...{ claimedBy, viewerId }} />
							) : null,
							ticket,
							endsAt === null ? null : `until ${minuteWords(Date.parse(endsAt))}`,
							reason === '' ? null : <bdi key="reason">{reason}</bdi>,
						]}
					/>
				</span>
			</a>
		</li>
	)
}

function Holder({ claimedBy, viewerId }: { claimedBy: Person; viewerId: string }) {
	if (claimedBy.id === viewerId) return 'claimed by you'
	return (
		<>
			claimed by <bdi>{claimedBy.name}</bdi>
		</>
	)
}

const doneWords: Partial<Record<RequestLine['state'], string>> = {
	applied: 'applied',
	rejected: 'rejected',
	withdrawn: 'withdrawn',
}

/** How long there is left, or what became of it. */
function Standing({ request, nowMs }: { request: RequestLine; nowMs: number }) {
	const done = doneWords[request.state]
	if (done) return <Words>{done}</Words>
	if (request.state === 'sending') return <Words>with the pod</Words>
	const { text, isOverdue } = dueWords(Date.parse(request.dueAt), nowMs)
	const failed = request.state === 'failed' ? <Words isBad>not done</Words> : null
	return (
		<span className="flex flex-wrap justify-end gap-x-2">
			{failed}
			{request.state === 'half_approved' ? <Words>half approved</Words> : null}
			<Words isBad={isOverdue}>{text}</Words>
		</span>
	)
}

function Words({ isBad = false, children }: { isBad?: boolean; children: string }) {
	return (
		<span className={`text-[0.75rem] whitespace-nowrap ${isBad ? 'font-semibold text-bad' : 'text-ink-3'}`}>
			{children}
		</span>
	)
}
