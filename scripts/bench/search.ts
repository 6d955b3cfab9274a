import type { Actor } from '#lib/auth/session-store.ts'
import { searchGroups } from '#lib/directory/search-groups.ts'
import { searchPeople } from '#lib/directory/search-people.ts'
import { getPod } from '#lib/pod/connection.ts'
import { landmarkGroups } from '#lib/pod/sandbox/landmarks.ts'
import { searchCandidates } from '#lib/pod/users.ts'
import { figure, heading, ms, quantile, timeEach, times } from './figures.ts'

const typed = [
	'e',
	'eq',
	'equ',
	'equities',
	'london',
	'rates new',
	'emea',
	'credit',
	'zz',
	'65d3',
	'fx tokyo',
	'a b',
]
const names = [
	'an',
	'ann',
	'anna',
	'garcia',
	'nguyen',
	'mü',
	'rowan',
	'quill',
	'ivanova',
	'wei',
	'smith',
	'petrov',
]
const turns = 240
const groupId = landmarkGroups.equitiesLondon.id

/** Type-ahead over the whole list of groups, and over the pod's people beside the pod's own time for the same words. */
export async function benchSearch(actor: Actor): Promise<void> {
	const { total } = await searchGroups(actor, '')
	const groups = await timeEach(turns, 1, (turn) => searchGroups(actor, typed[turn % typed.length] ?? ''))
	heading(`Type-ahead over ${total.toLocaleString('en')} groups`)
	figure('groups', times(groups, 0.95), 'p95 ≤ 20 ms')

	const word = (turn: number) => names[turn % names.length] ?? ''
	const pod = await timeEach(turns, 1, (turn) =>
		searchCandidates(getPod(), groupId, { name: word(turn), limit: 20 }),
	)
	const people = await timeEach(turns, 1, (turn) => searchPeople(actor, { query: word(turn), groupId }))
	heading('Type-ahead over people')
	figure('the pod’s own search', times(pod, 0.95))
	figure('people', times(people, 0.95))
	figure('more than the pod, p95', ms(quantile(people, 0.95) - quantile(pod, 0.95)), '≤ 10 ms')
}
