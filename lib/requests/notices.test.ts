import { and, eq, isNull } from 'drizzle-orm'
import { expect, it } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { startWorld } from '#lib/changes/testing/world.ts'
import { notifications } from '#lib/db/request-schema.ts'
import { approveRequest } from './approve.ts'
import { claimRequest } from './claim.ts'
import { fileRequest } from './file.ts'
import { rejectRequest } from './reject.ts'
import { approvalFor, requestFor } from './testing/forms.ts'
import { withdrawRequest } from './withdraw.ts'

const world = await startWorld()
const [asker, one, other] = await Promise.all([
	world.person('support'),
	world.person('officer'),
	world.person('officer'),
])

async function unreadOf({ id }: Actor, requestId: number): Promise<string[]> {
	const rows = await world.database.db
		.select({ kind: notifications.kind })
		.from(notifications)
		.where(
			and(
				eq(notifications.recipientId, id),
				eq(notifications.requestId, requestId),
				isNull(notifications.readAt),
			),
		)
	return rows.map(({ kind }) => kind)
}

it.each(['approved', 'rejected', 'withdrawn', 'claimed'] as const)(
	'that a request waits is unread for every officer until it is %s, and for nobody afterwards',
	async (what) => {
		const { id: requestId, version } = await fileRequest(asker, requestFor(await world.pair()))
		expect(await unreadOf(one, requestId)).toEqual(['filed'])
		expect(await unreadOf(other, requestId)).toEqual(['filed'])
		const done = {
			approved: async () => approveRequest(one, await approvalFor(one, { id: requestId, version })),
			rejected: () => rejectRequest(one, { requestId, version, note: 'The desk is covered.' }),
			withdrawn: () => withdrawRequest(asker, { requestId }),
			claimed: () => claimRequest(one, { requestId, takeOver: false }),
		}
		await done[what]()
		expect(await unreadOf(one, requestId)).toEqual([])
		expect(await unreadOf(other, requestId)).toEqual([])
		const isDecided = what === 'approved' || what === 'rejected'
		expect(await unreadOf(asker, requestId)).toEqual(isDecided ? ['decided'] : [])
	},
)
