import type { PersonSession } from '#lib/people/schemas.ts'
import { SessionItem } from './session-item.tsx'

/** The last sessions that are over. */
export function PastSessions({ sessions }: { sessions: PersonSession[] }) {
	return (
		<section aria-labelledby="past-sessions" className="border-t border-line">
			<h3 id="past-sessions" className="px-5 pt-3.5 pb-2 text-note font-semibold text-ink-2">
				Earlier sessions
			</h3>
			<ul>
				{sessions.map((session) => (
					<SessionItem key={session.key} session={session} />
				))}
			</ul>
		</section>
	)
}
