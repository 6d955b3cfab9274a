import type { RequestView } from '#lib/requests/schemas.ts'
import { minuteWords } from './due-words.ts'

const endWords = (at: string | null) => (at === null ? 'no end' : minuteWords(Date.parse(at)))

/**
 * What has become different of a request, a sentence each, for somebody who has the earlier one on the screen.
 * @param viewerId what the viewer did is no news to them
 */
export function differences(before: RequestView, after: RequestView, viewerId: string): string[] {
	return [
		...wordsChanged(before, after),
		...holderChanged(before, after, viewerId),
		...newComments(before, after, viewerId),
		...stateChanged(before, after, viewerId),
	]
}

function wordsChanged(before: RequestView, after: RequestView): string[] {
	const who = after.asker.name
	return [
		before.endsAt === after.endsAt
			? null
			: `${who} changed the end from ${endWords(before.endsAt)} to ${endWords(after.endsAt)}.`,
		before.reason === after.reason || after.isErased ? null : `${who} changed the reason.`,
		before.ticket === after.ticket || after.isErased
			? null
			: `${who} changed the ticket from ${before.ticket ?? 'none'} to ${after.ticket ?? 'none'}.`,
	].filter((line) => line !== null)
}

function holderChanged(before: RequestView, after: RequestView, viewerId: string): string[] {
	const [was, is] = [before.claimedBy, after.claimedBy]
	if (was?.id === is?.id || is?.id === viewerId) return []
	if (is) return [`${is.name} has claimed it${was ? `, as ${was.name} had before` : ''}.`]
	return was && was.id !== viewerId ? [`${was.name} has given it back.`] : []
}

function newComments(before: RequestView, after: RequestView, viewerId: string): string[] {
	const known = new Set(before.comments.map(({ id }) => id))
	return after.comments
		.filter(({ id, by }) => !known.has(id) && by.id !== viewerId)
		.map(({ by }) => `${by.name} wrote a comment.`)
}

const ended: Partial<Record<RequestView['state'], string>> = {
	rejected: 'rejected it',
	withdrawn: 'withdrew it',
	applied: 'approved it',
}

function stateChanged(before: RequestView, after: RequestView, viewerId: string): string[] {
	const known = new Set(before.approvedBy.map(({ id }) => id))
	const approvers = after.approvedBy.filter(({ id }) => !known.has(id) && id !== viewerId)
	const approved = approvers.map(({ name }) => `${name} approved it.`)
	const word = ended[after.state]
	const isTold = before.state === after.state || approved.length > 0 || !word || !after.closedBy
	if (isTold || after.closedBy?.id === viewerId) return approved
	return [...approved, `${after.closedBy?.name} ${word}.`]
}
