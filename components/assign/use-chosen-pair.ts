import { useSearchParams } from 'next/navigation'
import { useCallback, useState } from 'react'
import { useAddressChange } from '#components/ui/use-address-change.ts'
import { groupIdProblem, userIdProblem } from '#lib/pod/rules.ts'

export interface ChosenPair {
	groupId: string | null
	userId: string | null
}

/** The address of `/assign` with a pair, or with half of one. */
export function pairHref({ groupId, userId }: ChosenPair): string {
	const params = new URLSearchParams()
	if (groupId !== null) params.set('group', groupId)
	if (userId !== null) params.set('user', userId)
	return params.size > 0 ? `/assign?${params}` : '/assign'
}

/** The pair in an address's search part; an ID that cannot be one is left out, and `problem` says why. */
export function pairIn(search: string): ChosenPair & { problem: string | null } {
	const params = new URLSearchParams(search)
	const groupId = params.get('group') || null
	const userId = params.get('user') || null
	const groupProblem = groupId === null ? null : groupIdProblem(groupId)
	const userProblem = userId === null ? null : userIdProblem(userId)
	return {
		groupId: groupProblem === null ? groupId : null,
		userId: userProblem === null ? userId : null,
		problem: groupProblem ?? userProblem,
	}
}

/** An address's search part with another pair in it, and whatever else it says. */
function withPair(search: string, { groupId, userId }: ChosenPair): string {
	const params = new URLSearchParams(search)
	for (const [name, id] of [
		['group', groupId],
		['user', userId],
	] as const) {
		if (id === null) params.delete(name)
		else params.set(name, id)
	}
	return params.size > 0 ? `?${params}` : ''
}

/** The pair that was chosen. The address of the page follows it and leads it, so that links, Back and Reload work. */
export function useChosenPair() {
	const address = useSearchParams().toString()
	const [pair, setPair] = useState(() => pairIn(address))

	const look = useCallback(() => {
		setPair((shown) => {
			const next = pairIn(window.location.search)
			const isSame = next.groupId === shown.groupId && next.userId === shown.userId
			return isSame && next.problem === shown.problem ? shown : next
		})
	}, [])
	useAddressChange(look)

	const choose = useCallback((change: Partial<ChosenPair>) => {
		const next = { ...pairIn(window.location.search), ...change, problem: null }
		setPair(next)
		const { pathname, search } = window.location
		window.history.replaceState(null, '', pathname + withPair(search, next))
	}, [])

	return { pair, choose }
}
