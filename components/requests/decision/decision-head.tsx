import { ArrowLeft } from 'lucide-react'
import type { Ref } from 'react'
import { grouped } from '#components/directory/counted.ts'
import { Facts } from '#components/directory/facts.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { roleNames } from '#lib/auth/permissions.ts'
import type { RequestView } from '#lib/requests/schemas.ts'
import { agoWords, minuteWords } from '../due-words.ts'
import { requestTitle, statePill } from '../words.ts'

interface DecisionHeadProps {
	request: RequestView
	nowMs: number
	headingRef: Ref<HTMLHeadingElement>
	onBack: () => void
}

/** What is asked for, by whom and when, and where it stands. */
export function DecisionHead({ request, nowMs, headingRef, onBack }: DecisionHeadProps) {
	const { asker, createdAt, editedAt, ticket, id } = request
	const { tone, word } = statePill(request)
	const ago = (at: string) => (
		<time key={at} dateTime={at} title={minuteWords(Date.parse(at))}>
			{agoWords(Date.parse(at), nowMs)}
		</time>
	)
	return (
		<div className="grid gap-2">
			<button
				type="button"
				onClick={onBack}
				className="flex items-center gap-1.5 justify-self-start rounded-sm font-medium text-accent hover:underline desk:hidden print:hidden"
			>
				<ArrowLeft size={15} aria-hidden /> All requests
			</button>
			<div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
				<div className="min-w-0 flex-1 basis-[18rem]">
					<h2
						id="decision-title"
						ref={headingRef}
						tabIndex={-1}
						className="text-[1.0625rem] leading-snug font-[650] outline-none [overflow-wrap:anywhere]"
					>
						{requestTitle(request)}
					</h2>
					<p className="text-small text-ink-3 [overflow-wrap:anywhere]">
						Asked by <bdi>{asker.name}</bdi>, {roleNames[asker.role]}, {ago(createdAt)}
						{' · '}
						<Facts
							facts={[
								editedAt === null ? null : <span key="edited">edited {ago(editedAt)}</span>,
								ticket,
								<span key="number" className="id-text">
									#{grouped(id)}
								</span>,
							]}
						/>
					</p>
				</div>
				<Pill tone={tone}>{word}</Pill>
			</div>
		</div>
	)
}
