import type { Tone } from '#components/ui/tone.ts'
import type { ChangeView } from '#lib/changes/schemas.ts'

export interface Outcome {
	tone: Tone
	title: string
	/** One line under the title: how it is known. */
	line: string
	/** The outcome in a table. */
	short: string
}

const statusWords: Record<number, string> = { 200: '200 OK', 201: '201 created' }

/** How an outcome is said: words first, the tone only beside them. */
export function describeOutcome(change: ChangeView): Outcome {
	const asked = change.active ? 'Assigned' : 'Unassigned'
	const took = change.podMs === null ? null : `${Math.round(change.podMs)} ms`
	const status =
		change.httpStatus === null ? null : (statusWords[change.httpStatus] ?? String(change.httpStatus))
	const line = (...parts: (string | null)[]) => parts.filter(Boolean).join(' · ')
	switch (change.state) {
		case 'pending':
			return { tone: 'quiet', title: 'Sending to the pod…', line: 'Nothing is known yet.', short: 'Sending' }
		case 'applied': {
			const known =
				change.confirmedBy === 'read_back'
					? 'Confirmed by the pod · seen by reading it back'
					: line('Confirmed by the pod', status, took)
			return { tone: 'ok', title: asked, line: known, short: 'Applied' }
		}
		case 'refused':
			return {
				tone: 'bad',
				title: 'Refused',
				line: line('The pod changed nothing', status, took),
				short: line('Refused', status),
			}
		case 'not_sent':
			return { tone: 'bad', title: 'Nothing was sent', line: 'The pod changed nothing.', short: 'Not sent' }
		case 'unknown':
			return {
				tone: 'warn',
				title: 'Checking with the pod',
				line: 'Whether this change took effect is not known yet.',
				short: 'Checking with the pod',
			}
		case 'not_applied':
			return {
				tone: 'bad',
				title: 'Not applied',
				line: `The pod shows ${change.active ? 'Not assigned' : 'Assigned'}.`,
				short: 'Not applied',
			}
		case 'closed':
			return {
				tone: 'quiet',
				title: 'Closed as seen elsewhere',
				line: 'The pod could not be read, so what it holds is known from a person alone.',
				short: 'Closed',
			}
	}
}
