import type { Actor } from '#lib/auth/session-store.ts'
import { countRequests } from '#lib/requests/counts.ts'
import { listRequests } from '#lib/requests/list.ts'
import { figure, heading, timeEach, times } from './figures.ts'
import { addCrowd, fillRequests } from './request-data.ts'

const turns = 40
const sizes = { open: 10_000, closed: 1_000_000 }
const parts = ['unclaimed', 'mine', 'second', 'overdue', 'done'] as const
const filters = [
	['a rare kind', { kind: 'set_end' }],
	['a group', { group: 'group 17' }],
	['a user', { user: '7215545000017' }],
	['group, user and kind', { group: 'group 17', user: '7215545000017', kind: 'unassign' }],
	['an unknown group', { group: 'nothing' }],
] as const

/** First pages of a long queue, and how much there is in each of its parts, in a database of its own. */
export async function benchRequests({ ownerUrl }: { ownerUrl: string }): Promise<void> {
	const crowd = await addCrowd()
	await fillRequests(ownerUrl, crowd, sizes)
	const [officer] = crowd.deciders
	const [support] = crowd.askers
	if (!officer || !support) throw new Error('nobody is there to look at the queue')
	heading(`Requests, ${sizes.open.toLocaleString('en')} open and ${sizes.closed.toLocaleString('en')} closed`)
	await benchPages('officer', officer)
	await benchPages('support', support)
}

async function benchPages(name: string, actor: Actor): Promise<void> {
	for (const tab of parts) {
		await page(`${name}: ${tab}`, actor, { tab })
		for (const [what, filter] of filters) await page(`${name}: ${tab}, by ${what}`, actor, { tab, ...filter })
	}
	const counted = await timeEach(turns, 1, () => countRequests(actor))
	figure(`${name}: counts`, times(counted, 0.95), 'p95 ≤ 150 ms')
}

async function page(what: string, actor: Actor, query: object): Promise<void> {
	const took = await timeEach(turns, 1, () => listRequests(actor, query))
	figure(what, times(took, 0.95), 'p95 ≤ 150 ms')
}
