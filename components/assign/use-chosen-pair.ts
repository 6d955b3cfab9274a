import { useSearchParams } from 'next/navigation'
import { useCallback } from 'react'
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

interface Reading {
	id: string | null
	problem: string | null
}

function readId(text: string | null, problemOf: (id: string) => string | null): Reading {
	if (text === null || text === '') return { id: null, problem: null }
	const problem = problemOf(text)
	return { id: problem === null ? text : null, problem }
}

/** The pair in an address's search part; an ID that cannot be one is left out. */
export function pairIn(search: string): ChosenPair {
	const params = new URLSearchParams(search)
	return {
		groupId: readId(params.get('group'), groupIdProblem).id,
		userId: readId(params.get('user'), userIdProblem).id,
	}
}

/** The pair that was chosen. The address of the page holds it, so that a link, Back and Reload keep it. */
export function useChosenPair() {
	const params = useSearchParams()
	const group = readId(params.get('group'), groupIdProblem)
	const user = readId(params.get('user'), userIdProblem)
	const choose = useCallback((change: Partial<ChosenPair>) => {
		const present = pairIn(window.location.search)
		window.history.replaceState(null, '', pairHref({ ...present, ...change }))
	}, [])
	return {
		pair: { groupId: group.id, userId: user.id },
		/** What is wrong with an ID in the address, if something is. */
		addressProblem: group.problem ?? user.problem,
		choose,
	}
}
