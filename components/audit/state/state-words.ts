import { grouped } from '#components/directory/counted.ts'
import type { Tone } from '#components/ui/tone.ts'
import type { RecordState } from '#lib/audit/schemas.ts'

export interface StateWords {
	tone: Tone
	title: string
	/** When the last verification ended, where the title speaks of it. */
	verifiedAt: string | null
}

/** What is true of the record and no more: the worst first. */
export function describeState({ checkpoint, signingProblem, verification }: RecordState): StateWords {
	const say = (tone: StateWords['tone'], title: string, verifiedAt: string | null = null) => ({
		tone,
		title,
		verifiedAt,
	})
	if (checkpoint?.forged) return say('bad', checkpoint.forged)
	if (checkpoint && !checkpoint.matches) {
		return say(
			'bad',
			`Does not match checkpoint ${grouped(checkpoint.size)}: the record was altered after it was signed`,
		)
	}
	if (verification && !verification.ok) {
		return say(
			'bad',
			verification.problem ?? 'The last verification found something wrong',
			verification.finishedAt,
		)
	}
	if (signingProblem !== null) return say('bad', signingProblem)
	if (!checkpoint) return say('quiet', 'No checkpoint yet: the first is signed within a minute')
	const matches = `Matches checkpoint ${grouped(checkpoint.size)}`
	// At the first start an empty record is verified: that says nothing of what came since.
	if (!verification?.size) return say('ok', `${matches} · its entries are not verified one by one yet`)
	const isAll = verification.size >= checkpoint.size
	const first = verification.size === 1 ? 'first entry' : `first ${grouped(verification.size)} entries`
	const verified = isAll ? 'all entries verified' : `the ${first} verified`
	return say('ok', `${matches} · ${verified}`, verification.finishedAt)
}
