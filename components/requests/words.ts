import { describeOutcome, type Outcome } from '#components/assign/result/outcome.ts'
import { counted } from '#components/directory/counted.ts'
import type { Tone } from '#components/ui/tone.ts'
import type { RequestKind, RequestLine, RequestView } from '#lib/requests/schemas.ts'
import { minuteWords } from './due-words.ts'

/** The desk's own words, in one place. */

type Subject = Pick<RequestLine, 'kind' | 'groupId' | 'groupName' | 'userId' | 'userName'>

export const groupOf = ({ groupName, groupId }: Subject) => groupName ?? `group ${groupId}`
export const userOf = ({ userName, userId }: Subject) => userName ?? `user ${userId}`

/** `Unassign Rowan Idle from Rates New York`. */
export function requestTitle(request: Subject): string {
	const [user, group] = [userOf(request), groupOf(request)]
	switch (request.kind) {
		case 'assign':
			return `Assign ${user} to ${group}`
		case 'unassign':
			return `Unassign ${user} from ${group}`
		case 'set_end':
			return `Set an end for ${user} in ${group}`
	}
}

/** Where a request stands, in a word or two. */
export function statePill(request: RequestView): { tone: Tone; word: string } {
	switch (request.state) {
		case 'open':
			return { tone: 'warn', word: 'Waiting for a decision' }
		case 'half_approved':
			return { tone: 'warn', word: approvalsWords(request) }
		case 'sending':
			return request.change?.state === 'unknown'
				? { tone: 'warn', word: 'Checking with the pod' }
				: { tone: 'quiet', word: 'Sending to the pod' }
		case 'failed':
			return { tone: 'bad', word: 'Approved, not done' }
		case 'applied':
			return { tone: 'ok', word: 'Applied' }
		case 'rejected':
			return { tone: 'bad', word: 'Rejected' }
		case 'withdrawn':
			return { tone: 'quiet', word: 'Withdrawn' }
	}
}

const approvalsWords = ({ approvals, approvalsNeeded }: RequestView) =>
	`${approvals} of ${approvalsNeeded} approvals`

const approveVerbs: Record<RequestKind, string> = {
	assign: 'Approve and assign',
	unassign: 'Approve and unassign',
	set_end: 'Approve and set the end',
}

/** Whether the viewer's approval is the last that is needed. */
export const isLastApproval = ({ approvals, approvalsNeeded }: RequestView) =>
	approvals + 1 >= approvalsNeeded

/** What the button that approves says. */
export function approveWords(request: RequestView): string {
	if (request.state === 'failed') return 'Try again'
	if (isLastApproval(request)) return approveVerbs[request.kind]
	return `Approve (${request.approvals + 1} of ${request.approvalsNeeded})`
}

/** Why somebody who decides requests cannot decide this one, or not both ways; `null` where they can. */
export function whyNotDecidable({ notDecidable, offers, claimedBy }: RequestView): string | null {
	if (notDecidable !== null || !offers.includes('take_over')) return notDecidable
	return `${claimedBy?.name ?? 'Another officer'} has claimed this. Take it over to decide it.`
}

/** What became of a request, where something has; the words of its change where there is one. */
export function requestOutcome(request: RequestView): Pick<Outcome, 'tone' | 'title' | 'line'> | null {
	const { state, change, closedBy } = request
	switch (state) {
		case 'open':
			return null
		case 'half_approved':
			return {
				tone: 'quiet',
				title: 'Half approved',
				line: `It waits for ${counted(Math.max(1, request.approvalsNeeded - request.approvals), 'more approval', 'more approvals')}.`,
			}
		case 'rejected':
			return {
				tone: 'bad',
				title: `Rejected by ${closedBy?.name ?? 'an officer'}`,
				line: 'Nothing was sent to the pod.',
			}
		case 'withdrawn':
			return {
				tone: 'quiet',
				title: `Withdrawn by ${closedBy?.name ?? 'the asker'}`,
				line: 'Nothing was sent to the pod.',
			}
		case 'applied':
			return change ? describeOutcome(change) : endSet(request)
		case 'sending':
			return change
				? describeOutcome(change)
				: { tone: 'quiet', title: 'Sending to the pod…', line: 'Nothing is known yet.' }
		case 'failed':
			return change ? describeOutcome(change) : { tone: 'bad', title: 'Not done', line: 'Nothing was sent.' }
	}
}

function endSet({ kind, endsAt }: RequestView): Pick<Outcome, 'tone' | 'title' | 'line'> {
	const line =
		endsAt === null ? 'The pod showed it as asked for.' : `It ends on ${minuteWords(Date.parse(endsAt))}.`
	return { tone: 'ok', title: kind === 'set_end' ? 'End set' : 'Done', line }
}
