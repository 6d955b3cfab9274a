import { can } from '#lib/auth/permissions.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import type { RequestOffer, RequestState } from './schemas.ts'
import { canMove } from './transitions.ts'

/** What the rules look at, besides who looks. */
export interface Standing {
	askerId: string
	state: RequestState
	claimedBy: string | null
	isErased: boolean
	/** Who approved the version that stands, as far as it still counts. */
	approvedBy: string[]
	approvalsNeeded: number
}

/** The states in which a request is decided, and so claimed for it. */
export const decidableStates = ['open', 'half_approved', 'failed'] as const satisfies readonly RequestState[]

export const isDecidable = (state: RequestState) => decidableStates.some((decidable) => decidable === state)

/** What the database alone lets somebody do with a request that they see; the pod may still stand against it. */
export function offersFor(viewer: Actor, standing: Standing): RequestOffer[] {
	const mine = standing.askerId === viewer.id
	const offers = mine ? askerOffers(viewer, standing) : deciderOffers(viewer, standing)
	const mayComment = can(viewer.role, 'read_own_requests') && !standing.isErased
	return mayComment ? [...offers, 'comment'] : offers
}

function askerOffers(viewer: Actor, { state, claimedBy }: Standing): RequestOffer[] {
	if (!can(viewer.role, 'file_requests')) return []
	return [
		...(state === 'open' && claimedBy === null ? (['edit'] as const) : []),
		...(canMove(state, 'withdraw') ? (['withdraw'] as const) : []),
	]
}

function deciderOffers(viewer: Actor, standing: Standing): RequestOffer[] {
	const { state, claimedBy } = standing
	if (!can(viewer.role, 'decide_requests') || !isDecidable(state)) return []
	if (claimedBy !== null && claimedBy !== viewer.id) return ['take_over']
	const approve: RequestOffer[] = isHalfApprovedBy(viewer, standing) ? [] : ['approve']
	return [claimedBy === null ? 'claim' : 'release', ...approve, 'reject']
}

/** Fewer approvals may be needed by now than when it was given: then whoever gave it applies it. */
const isHalfApprovedBy = ({ id }: Actor, { state, approvedBy, approvalsNeeded }: Standing) =>
	state === 'half_approved' && approvedBy.includes(id) && approvedBy.length < approvalsNeeded

/** Why somebody who decides requests cannot approve this one; `null` where they can, or where nobody can. */
export function whyNotDecidable(viewer: Actor, standing: Standing): string | null {
	if (!can(viewer.role, 'decide_requests') || !isDecidable(standing.state)) return null
	if (standing.askerId === viewer.id) return 'You asked for this yourself: another officer must decide it.'
	return isHalfApprovedBy(viewer, standing)
		? 'You have approved this already: another officer must approve it too.'
		: null
}
