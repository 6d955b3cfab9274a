import type { Verdict } from './check.ts'
import type { Evidence } from './evidence.ts'
import type { Violation } from './rules-of-changes.ts'
import type { Course } from './run.ts'
import { Tally } from './tally.ts'

const mostShown = 10

/** Prints what was done and what became of it. */
export function printFigures(evidence: Evidence, course: Course, figures: Record<string, string>): void {
	const outcomes = new Tally()
	for (const { state } of evidence.changes) outcomes.add(state)
	const taken = evidence.puts.filter(({ effect }) => effect !== null).length
	const rows: Record<string, string> = {
		Operations: `${course.operations.total} (${course.operations})`,
		Answers: `${course.answers}`,
		Changes: `${outcomes.total} (${outcomes})`,
		'PUTs at the pod': `${evidence.puts.length}, ${taken} of them taken`,
		'Entries in the record': `${evidence.entries.length}, ${evidence.checkpoints.length} checkpoints on the way`,
		Faults: `${course.faults.total} (${course.faults})`,
		Disturbances: `${course.disturbances}`,
		...figures,
	}
	for (const [name, value] of Object.entries(rows)) console.log(`  ${name.padEnd(22)} ${value}`)
}

/** What there is of the change or the pair that a violation names. */
function story({ entries, puts, changes }: Evidence, { changeId, pair }: Violation): string[] {
	const row = changes.find(({ id }) => id === changeId)
	const named = pair ?? (row && `${row.groupId} ${row.userId}`)
	return [
		...changes.filter(({ id }) => id === changeId).map((change) => `change ${JSON.stringify(change)}`),
		...entries
			.filter((entry) =>
				changeId ? entry.changeId === changeId : `${entry.groupId} ${entry.userId}` === named,
			)
			.map(({ text, committedAtMs }) => `entry  ${text} committed ${new Date(committedAtMs).toISOString()}`),
		...puts
			.filter(({ groupId, userId }) => `${groupId} ${userId}` === named)
			.map((put) => `PUT    ${new Date(put.arrivedAtMs).toISOString()} ${JSON.stringify(put)}`),
	]
}

/** Prints which rules held, and of those that did not, what broke them. */
export function printVerdict(verdicts: readonly Verdict[], evidence: Evidence, seed: number): void {
	for (const { sentence, violations } of verdicts) {
		console.log(`  ${violations.length === 0 ? 'held  ' : 'BROKEN'} ${sentence}`)
		for (const violation of violations.slice(0, mostShown)) {
			console.log(`    ${violation.changeId ?? violation.pair ?? 'the record'}: ${violation.what}`)
			for (const line of story(evidence, violation)) console.log(`      ${line}`)
		}
		const more = violations.length - mostShown
		if (more > 0) console.log(`    and ${more} more`)
	}
	if (verdicts.some(({ violations }) => violations.length > 0)) console.log(`  The plan's seed was ${seed}.`)
}
