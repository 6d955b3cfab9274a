import type { Tone } from '#components/ui/tone.ts'
import type { ScheduleView } from '#lib/schedules/schemas.ts'

/** Where an end stands, in a word or two, and how that is meant. */
export function stateOfEnd({ state, isLate }: Pick<ScheduleView, 'state' | 'isLate'>): {
	tone: Tone
	word: string
} {
	switch (state) {
		case 'set':
			return isLate ? { tone: 'bad', word: 'Late' } : { tone: 'warn', word: 'Ends soon' }
		case 'stopped':
			return { tone: 'bad', word: 'Stopped: needs an officer' }
		case 'ended':
			return { tone: 'ok', word: 'Ended' }
		case 'replaced':
			return { tone: 'quiet', word: 'Replaced by another end' }
		case 'dropped':
			return { tone: 'quiet', word: 'Taken away' }
	}
}

/** Whether an end is past without the pod having confirmed it, or waits for an officer. */
export const isWrongEnd = ({ state, isLate }: Pick<ScheduleView, 'state' | 'isLate'>): boolean =>
	state === 'stopped' || isLate

/** Whom and what an end is about, in words. */
export function nameOfEnd({ userName, userId, groupName, groupId }: ScheduleView): string {
	return `${userName ?? userId}, ${groupName ?? groupId}`
}
