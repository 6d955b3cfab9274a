import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { intendChange } from '#lib/changes/testing/intend-change.ts'
import { startWorld, type World } from '#lib/changes/testing/world.ts'
import { changes, requests } from '#lib/db/schema.ts'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import { claimRequest } from './claim.ts'
import { countRequests } from './counts.ts'
import { fileRequest } from './file.ts'
import { listRequests } from './list.ts'
import { rejectRequest } from './reject.ts'
import { releaseRequest } from './release.ts'
import type { RequestQuery } from './schemas.ts'
import { giveEnd } from './testing/ends.ts'
import { daysAhead, requestFor } from './testing/forms.ts'

let world: World
let asker: Actor
let officer: Actor
beforeAll(async () => {
	world = await startWorld()
	asker = await world.person('support')
	officer = await world.person('officer')
})

/** Files a request and gives its number. */
async function ask(actor = asker, more: Parameters<typeof requestFor>[1] = {}): Promise<number> {
	return (await fileRequest(actor, requestFor(await world.pair(), more))).id
}

/** Puts a row where no verb of these tests leads it. Its entries do not say so. */
async function put(id: number, values: Partial<typeof requests.$inferInsert>): Promise<void> {
	await world.database.ownerDb.transaction(async (tx) => {
		await tx.execute(sql`alter table requests disable trigger requests_move_with_entry`)
		await tx.update(requests).set(values).where(eq(requests.id, id))
		await tx.execute(sql`alter table requests enable trigger requests_move_with_entry`)
	})
}

const idsOf = async (actor: Actor, query: Record<string, unknown>) =>
	(await listRequests(actor, query)).requests.map(({ id }) => id)

const hour = 3_600_000
const inHours = (hours: number) => new Date(Date.now() + hours * hour)

describe('the queue', () => {
	it('holds each request in the parts where it belongs, what is due first at the top', async () => {
		const [late, soon, claimed, half, rejected, failed] = [
			await ask(),
			await ask(),
			await ask(),
			await ask(),
			await ask(),
			await ask(),
		]
		await put(late, { dueAt: inHours(-2) })
		await put(soon, { dueAt: inHours(1) })
		await claimRequest(officer, { requestId: claimed, takeOver: false })
		await put(half, { state: 'half_approved', dueAt: inHours(-1) })
		await rejectRequest(officer, { requestId: rejected, version: 1, note: 'No need of it.' })
		await put(failed, { state: 'failed', claimedBy: officer.id })

		expect(await idsOf(officer, { tab: 'unclaimed' })).toEqual([late, soon])
		expect(await idsOf(officer, { tab: 'mine' })).toEqual([claimed, failed])
		expect(await idsOf(officer, { tab: 'second' })).toEqual([half])
		expect(await idsOf(officer, { tab: 'overdue' })).toEqual([late, half])
		expect(await idsOf(officer, { tab: 'done' })).toEqual([rejected])
		expect(await countRequests(officer)).toMatchObject({ unclaimed: 2, mine: 2, second: 1, overdue: 2 })

		const another = await world.person('officer')
		expect(await idsOf(another, { tab: 'mine' })).toEqual([])
		expect(await idsOf(another, { tab: 'others' })).toEqual([claimed, failed])
		expect(await idsOf(officer, { tab: 'others' })).toEqual([])
		expect(await countRequests(another)).toMatchObject({ mine: 0, others: 2 })
		await releaseRequest(officer, { requestId: failed })
		expect(await idsOf(another, { tab: 'unclaimed' })).toEqual([late, soon, failed])
		expect(await idsOf(asker, { tab: 'mine' })).toEqual([late, half, soon, claimed, failed])
		expect(await idsOf(asker, {})).toEqual([late, half, soon, claimed, failed])
		expect(await idsOf(officer, {})).toEqual([late, soon, failed])
		expect(await countRequests(asker)).toMatchObject({ unclaimed: 3, mine: 5, overdue: 2 })
	})

	it('shows a request with who asked, who has it and how many approved it', async () => {
		const id = await ask(officer)
		const { requests: lines } = await listRequests(asker, { tab: 'unclaimed' })
		expect(lines.some((line) => line.id === id)).toBe(false)
		const line = (await listRequests(officer, { tab: 'unclaimed' })).requests.find((one) => one.id === id)
		expect(line).toMatchObject({
			asker: { id: officer.id, role: 'officer' },
			claimedBy: null,
			approvals: 0,
			ticket: 'CMP-1',
		})
		expect(line).not.toHaveProperty('operationId')
	})

	it.each(['kind', 'group', 'user'] as const)(
		'is narrowed by %s, and by nothing that makes no sense',
		async (filter) => {
			const standing = { groupId: landmarkGroups.primeServices.id, userId: landmarkPeople.superOfficer.id }
			const someone = await world.person('support')
			const kind = filter === 'kind' ? 'set_end' : 'unassign'
			const form = requestFor(
				filter === 'user' ? { ...standing, groupId: landmarkGroups.ratesNewYork.id } : standing,
				{ kind, ...(kind === 'set_end' ? { endsAt: daysAhead(3) } : {}) },
			)
			const { id, groupId, userId } = await fileRequest(someone, form)
			const value = { kind, group: groupId, user: userId }[filter]
			expect(await idsOf(someone, { [filter]: value })).toEqual([id])
			expect(await idsOf(officer, { tab: 'unclaimed', [filter]: value })).toContain(id)
			expect(await idsOf(officer, { tab: 'unclaimed', group: landmarkGroups.inactive.id })).toEqual([])
			await expect(listRequests(officer, { [filter]: '' })).rejects.toMatchObject({ code: 'invalid_input' })
		},
	)

	it.each(['unclaimed', 'done'] as const)(
		'is paged through without a gap or a repetition (%s)',
		async (tab) => {
			const someone = await world.person('support')
			const userId = landmarkPeople.averyQuill.id
			const [first] = await world.database.ownerDb.select().from(requests).limit(1)
			if (!first) throw new Error('nothing was asked for yet')
			const { id: _, ...template } = first
			const closed = tab === 'done' ? { closedAt: inHours(-1), state: 'rejected' as const } : {}
			await world.database.ownerDb.transaction(async (tx) => {
				await tx.execute(sql`alter table requests disable trigger requests_begin_with_entry`)
				await tx.insert(requests).values(
					Array.from({ length: 120 }, (_, at) => ({
						...template,
						...closed,
						operationId: crypto.randomUUID(),
						groupId: `paged ${at}`,
						askerId: someone.id,
						dueAt: inHours(Math.floor(at / 10)),
					})),
				)
				await tx.execute(sql`alter table requests enable trigger requests_begin_with_entry`)
			})
			const seen: number[] = []
			let page = await listRequests(someone, { tab, user: userId })
			seen.push(...page.requests.map(({ id }) => id))
			while (page.next !== null) {
				const query: Record<keyof Pick<RequestQuery, 'tab' | 'after'>, string> = {
					tab,
					after: String(page.next),
				}
				page = await listRequests(someone, query)
				seen.push(...page.requests.map(({ id }) => id))
			}
			const all = await world.database.db
				.select({ id: requests.id })
				.from(requests)
				.where(eq(requests.askerId, someone.id))
			expect(seen).toHaveLength(120)
			expect(new Set(seen)).toEqual(new Set(all.map(({ id }) => id)))
		},
	)
})

describe('the counts', () => {
	it('tell ends that come soon and those that are late, to support staff their own', async () => {
		const someone = await world.person('support')
		const before = await countRequests(officer)
		const [far, soon, late] = [await ask(someone), await ask(someone), await ask(officer)]
		await giveEnd(far, daysAhead(8))
		await giveEnd(soon, daysAhead(6))
		await giveEnd(late, new Date(Date.now() - 2 * 60_000).toISOString())
		const after = await countRequests(officer)
		expect([after.ending - before.ending, after.late - before.late]).toEqual([2, 1])
		expect(await countRequests(someone)).toMatchObject({ ending: 1, late: 0, review: 0 })
	})

	it('tell changes under break-glass that nobody has signed off, to those who see all', async () => {
		const { id } = await intendChange(officer, await world.pair())
		const before = (await countRequests(officer)).review
		await world.database.ownerDb.update(changes).set({ breakGlass: true }).where(eq(changes.id, id))
		expect((await countRequests(officer)).review).toBe(before + 1)
		expect((await countRequests(asker)).review).toBe(0)
	})
})
