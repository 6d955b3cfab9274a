import { type ChosenPair, pairIn } from '#components/assign/use-chosen-pair.ts'
import type { RequestKind } from '#lib/requests/schemas.ts'
import { isRequestKind } from '../asked-kind.ts'

/** What an address asks for: a pair, what of it, until when. What it does not say, or says wrongly, is left open. */
export function askedIn(search: string): ChosenPair & { kind: RequestKind; endsAt: string | null } {
	const params = new URLSearchParams(search)
	const kind = params.get('kind')
	const endMs = Date.parse(params.get('ends') ?? '')
	return {
		...pairIn(search),
		kind: isRequestKind(kind) ? kind : 'assign',
		endsAt: Number.isNaN(endMs) ? null : new Date(endMs).toISOString(),
	}
}
