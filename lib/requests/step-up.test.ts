import { afterEach, expect, test, vi } from 'vitest'
import type { Role } from '#lib/auth/permissions.ts'
import { actorWith } from '#lib/directory/testing/console-pod.ts'

/** Decisions that need a sign-in from the last 15 minutes; refused before anything else is looked at. */

afterEach(() => vi.unstubAllEnvs())

/** The decisions under another configuration, which a process reads once. */
async function decisionsUnder(approvals: string) {
	vi.resetModules()
	vi.stubEnv('APPROVALS', approvals)
	const [{ approveRequest }, { rejectRequest }, { dropSchedule }, { breakGlass }, { reviewChange }] =
		await Promise.all([
			import('./approve.ts'),
			import('./reject.ts'),
			import('#lib/schedules/drop.ts'),
			import('#lib/changes/break-glass.ts'),
			import('#lib/changes/review.ts'),
		])
	return { approveRequest, rejectRequest, dropSchedule, breakGlass, reviewChange }
}

const signedIn = (role: Role, minutesAgo: number) => ({
	...actorWith(role),
	authenticatedAt: new Date(Date.now() - minutesAgo * 60_000),
})

/** What became of a decision with nothing in it: past the check, it is its form that is refused. */
const codeOf = (decision: Promise<unknown>) =>
	decision.then(
		() => 'done',
		(error) => error.code,
	)

test.each(['second', 'two'])(
	'under APPROVALS=%s no decision is made on an old sign-in',
	async (approvals) => {
		const decisions = Object.values(await decisionsUnder(approvals))
		const codes = (minutesAgo: number) =>
			Promise.all(decisions.map((decide) => codeOf(decide(signedIn('administrator', minutesAgo), {}))))
		expect(await codes(16)).toEqual(decisions.map(() => 'step_up_needed'))
		expect(await codes(14)).toEqual(decisions.map(() => 'invalid_input'))
		expect(await codes(Date.now() / 60_000)).toEqual(decisions.map(() => 'step_up_needed'))
	},
)

test('under APPROVALS=direct, approving, rejecting and taking an end away need no recent sign-in', async () => {
	const { approveRequest, rejectRequest, dropSchedule } = await decisionsUnder('direct')
	for (const decide of [approveRequest, rejectRequest, dropSchedule]) {
		expect(await codeOf(decide(signedIn('officer', 500), {}))).toBe('invalid_input')
	}
})

test('whoever may not decide at all is told that, and not sent to sign in again', async () => {
	for (const decide of Object.values(await decisionsUnder('two'))) {
		expect(await codeOf(decide(signedIn('auditor', 500), {}))).not.toBe('step_up_needed')
	}
})
