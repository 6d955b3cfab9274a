import { and, desc, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#lib/auth/session-store.ts'
import { startWorld, type World } from '#lib/changes/testing/world.ts'
import { entries } from '#lib/db/record-schema.ts'
import { notifications } from '#lib/db/request-schema.ts'
import { landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import { claimRequest } from './claim.ts'
import { commentRequest } from './comment.ts'
import { editRequest } from './edit.ts'
import { fileRequest } from './file.ts'
import { readRequest } from './read.ts'
import { rejectRequest } from './reject.ts'
import { releaseRequest } from './release.ts'
import type { EditForm, RequestView } from './schemas.ts'
import { daysAhead, requestFor } from './testing/forms.ts'
import { withdrawRequest } from './withdraw.ts'

let world: World
let asker: Actor
let jo: Actor
let sam: Actor
beforeAll(async () => {
	world = await startWorld()
	asker = await world.person('support')
	jo = await world.person('officer', { name: 'Jo Fenwick' })
	sam = await world.person('administrator', { name: 'Sam Okafor' })
})

const ask = async (): Promise<RequestView> => fileRequest(asker, requestFor(await world.pair()))
const claim = (actor: Actor, { id }: RequestView, takeOver = false) =>
	claimRequest(actor, { requestId: id, takeOver })
const release = (actor: Actor, { id }: RequestView) => releaseRequest(actor, { requestId: id })
const withdraw = (actor: Actor, { id }: RequestView) => withdrawRequest(actor, { requestId: id })
const reject = (actor: Actor, { id, version }: RequestView, note = 'The desk has its officer.') =>
	rejectRequest(actor, { requestId: id, version, note })
const edit = (actor: Actor, { id, version, endsAt, reason }: RequestView, more: Partial<EditForm> = {}) =>
	editRequest(actor, { requestId: id, version, endsAt, reason, ticket: 'CMP-1', ...more })
const comment = (actor: Actor, { id }: RequestView, text = 'Until when?', commentId = crypto.randomUUID()) =>
	commentRequest(actor, { requestId: id, text, commentId })

/** What the newest entry of a request says, and what lies beside it. */
async function newestEntry({ id }: RequestView) {
	const [entry] = await world.database.db
		.select()
		.from(entries)
		.where(eq(entries.requestId, id))
		.orderBy(desc(entries.seq))
		.limit(1)
	const details: unknown = JSON.parse(entry?.details ?? '{}')
	return { ...entry, details }
}

async function toldOf({ id }: RequestView, kind: 'decided' | 'commented'): Promise<string[]> {
	const rows = await world.database.db
		.select({ to: notifications.recipientId })
		.from(notifications)
		.where(and(eq(notifications.requestId, id), eq(notifications.kind, kind)))
	return rows.map(({ to }) => to).sort()
}

const at = '\\d+ \\w+ 2\\d{3}, [\\d:]+ UTC\\.'
const isConflict = (sentence: string) => ({
	code: 'conflict',
	message: expect.stringMatching(new RegExp(`^${sentence} Nothing was changed\\.$`)),
})

describe('claiming', () => {
	it('gives a request to one person, who can release it, and both are in the record', async () => {
		const asked = await ask()
		const claimed = await claim(jo, asked)
		expect(claimed).toMatchObject({
			claimedBy: { id: jo.id, name: 'Jo Fenwick' },
			claimedAt: expect.any(String),
			offers: ['release', 'approve', 'reject', 'comment'],
		})
		expect(await readRequest(sam, { requestId: asked.id })).toMatchObject({
			offers: ['take_over', 'comment'],
		})
		expect(await newestEntry(asked)).toMatchObject({
			action: 'request.claimed',
			requestState: null,
			source: 'requests_page',
			details: { by: { name: 'Jo Fenwick' }, tookOver: false, userName: 'Avery Quill' },
		})
		expect((await claim(jo, asked)).history).toHaveLength(2)
		expect(await release(jo, asked)).toMatchObject({ claimedBy: null, claimedAt: null })
		expect(await newestEntry(asked)).toMatchObject({ action: 'request.released' })
	})

	it('of what another has is refused with their name, unless it is taken over', async () => {
		const asked = await ask()
		await claim(jo, asked)
		await expect(claim(sam, asked)).rejects.toMatchObject(
			isConflict(`Jo Fenwick claimed this request at ${at}`),
		)
		await expect(release(sam, asked)).rejects.toMatchObject(isConflict(`Jo Fenwick claimed .*`))
		expect((await claim(sam, asked, true)).claimedBy).toMatchObject({ id: sam.id })
		expect(await newestEntry(asked)).toMatchObject({ details: { tookOver: true } })
	})

	it('by two in the same moment is one claim', async () => {
		const asked = await ask()
		const both = await Promise.allSettled([claim(jo, asked), claim(sam, asked)])
		expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
	})

	it('of what is decided is refused with who decided it', async () => {
		const asked = await ask()
		await reject(sam, asked)
		await expect(claim(jo, asked)).rejects.toMatchObject(
			isConflict(`Sam Okafor rejected this request at ${at}`),
		)
		await expect(release(sam, asked)).rejects.toMatchObject(isConflict(`You rejected this request at ${at}`))
	})
})

describe('rejecting', () => {
	it('ends a request with who did it and why, and tells whoever asked', async () => {
		const asked = await ask()
		expect(await reject(jo, asked)).toMatchObject({
			state: 'rejected',
			closedBy: { id: jo.id },
			closedAt: expect.any(String),
			note: 'The desk has its officer.',
			offers: ['comment'],
			notDecidable: null,
		})
		expect(await newestEntry(asked)).toMatchObject({
			action: 'request.rejected',
			requestState: 'rejected',
			text: expect.stringContaining('"requestVersion":1'),
			details: { note: 'The desk has its officer.' },
		})
		expect(await toldOf(asked, 'decided')).toEqual([asker.id])
	})

	it.each([' ', '\u200b\u2060\u200d\ufeff'])('needs a reason that can be seen: %j is none', async (note) => {
		await expect(reject(jo, await ask(), note)).rejects.toMatchObject({
			code: 'invalid_input',
			fieldErrors: { note: expect.any(String) },
		})
	})

	it.each([0, -1, 1.5, Number.NaN, 2 ** 31, Number.MAX_SAFE_INTEGER])(
		'of version %d, which no request can have, is refused as such',
		async (version) => {
			await expect(reject(jo, { ...(await ask()), version })).rejects.toMatchObject({ code: 'invalid_input' })
		},
	)

	it('of what was edited since it was read is refused, also where somebody claimed it after that', async () => {
		const asked = await ask()
		await edit(asker, asked, { endsAt: daysAhead(3) })
		await claim(jo, asked)
		await expect(reject(jo, asked)).rejects.toMatchObject(
			isConflict(`${asker.name} edited this request at ${at}`),
		)
	})

	it('of what another has claimed is refused with their name', async () => {
		const asked = await ask()
		await claim(jo, asked)
		await expect(reject(sam, asked)).rejects.toMatchObject(
			isConflict(`Jo Fenwick claimed this request at ${at}`),
		)
		await claim(sam, asked, true)
		expect(await reject(sam, asked)).toMatchObject({ state: 'rejected' })
	})

	it('by two in the same moment is one decision, and the other is told whose', async () => {
		const asked = await ask()
		const both = await Promise.allSettled([reject(jo, asked), reject(sam, asked)])
		const refused = both.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))
		expect(refused).toEqual([expect.stringMatching(/(Jo Fenwick|Sam Okafor) rejected this request at/)])
	})

	it('is not for the user whom it concerns, and is for others where the pod shows nothing', async () => {
		const asked = await ask()
		const avery = await world.person('officer', { email: landmarkPeople.averyQuill.emailAddress })
		await expect(reject(avery, asked)).rejects.toMatchObject({ code: 'four_eyes' })
		await world.breakPod({ method: 'GET', path: '/', times: 'always', fault: { kind: 'empty', status: 503 } })
		expect(await reject(jo, asked)).toMatchObject({ state: 'rejected' })
		await fetch(`${world.podUrl}/sandbox/faults`, { method: 'DELETE' })
	})
})

describe('withdrawing', () => {
	it('ends a request, claimed or not, and an ended one stays as it is', async () => {
		const asked = await ask()
		await claim(jo, asked)
		expect(await withdraw(asker, asked)).toMatchObject({ state: 'withdrawn', closedBy: { id: asker.id } })
		expect(await newestEntry(asked)).toMatchObject({ requestState: 'withdrawn' })
		await expect(withdraw(asker, asked)).rejects.toMatchObject(
			isConflict(`You withdrew this request at ${at}`),
		)
		await expect(reject(jo, asked)).rejects.toMatchObject(
			isConflict(`${asker.name} withdrew this request at ${at}`),
		)
	})
})

describe('editing', () => {
	it('makes another version, and the record holds what was and what is', async () => {
		const asked = await ask()
		const endsAt = daysAhead(3)
		const edited = await edit(asker, asked, { endsAt, ticket: '' })
		expect(edited).toMatchObject({ version: 2, endsAt, ticket: null, editedAt: expect.any(String) })
		expect(await newestEntry(asked)).toMatchObject({
			action: 'request.edited',
			text: expect.stringContaining('"requestVersion":2'),
			details: { ticket: null, reason: asked.reason, before: { endsAt: null, ticket: 'CMP-1' } },
		})
		await expect(edit(asker, asked, { ticket: 'CMP-2' })).rejects.toMatchObject(
			isConflict(`You edited this request at ${at}`),
		)
	})

	it('that changes nothing is refused', async () => {
		await expect(edit(asker, await ask())).rejects.toMatchObject({ code: 'no_change_needed' })
	})

	it('is over once somebody has claimed it, until they release it', async () => {
		const asked = await ask()
		await claim(jo, asked)
		const refused = edit(asker, asked, { ticket: 'CMP-2' })
		await expect(refused).rejects.toMatchObject(isConflict(`Jo Fenwick claimed this request at ${at}`))
		await release(jo, asked)
		expect(await edit(asker, asked, { ticket: 'CMP-2' })).toMatchObject({ ticket: 'CMP-2' })
	})

	it('keeps to the ends that may be asked for', async () => {
		const asked = await ask()
		for (const endsAt of [daysAhead(-1), daysAhead(366)]) {
			await expect(edit(asker, asked, { endsAt })).rejects.toMatchObject({
				code: 'invalid_input',
				fieldErrors: { endsAt: expect.any(String) },
			})
		}
	})
})

describe('a comment', () => {
	it('stands with the request and in the record, and is told to all who had a part in it but its author', async () => {
		const asked = await ask()
		await comment(sam, asked)
		await claim(jo, asked)
		const { comments } = await comment(asker, asked, 'Until Friday.')
		expect(comments).toMatchObject([
			{ by: { name: 'Sam Okafor' }, text: 'Until when?' },
			{ by: { id: asker.id }, text: 'Until Friday.' },
		])
		expect(await newestEntry(asked)).toMatchObject({
			action: 'request.commented',
			details: { text: 'Until Friday.' },
		})
		expect(await toldOf(asked, 'commented')).toEqual([asker.id, jo.id, sam.id].sort())
	})

	it.each(['ж', '雨', '𝄞'])(
		'is kept whole in any script, and refused where it is too long (%s)',
		async (letter) => {
			const asked = await ask()
			const text = letter.repeat(2000 / letter.length)
			expect((await comment(jo, asked, text)).comments.map((kept) => kept.text)).toEqual([text])
			expect(await newestEntry(asked)).toMatchObject({ details: { text } })
			await expect(comment(jo, asked, text.repeat(2))).rejects.toMatchObject({ code: 'invalid_input' })
		},
	)

	it('must hold something that can be seen', async () => {
		await expect(comment(jo, await ask(), '\u200b\u2060')).rejects.toMatchObject({ code: 'invalid_input' })
	})

	it('sent twice is one; its form is not another comment', async () => {
		const asked = await ask()
		const id = crypto.randomUUID()
		const [one] = await Promise.all([comment(jo, asked, 'Why?', id), comment(jo, asked, 'Why?', id)])
		expect(one.comments).toHaveLength(1)
		expect((await readRequest(jo, { requestId: asked.id })).history).toHaveLength(2)
		await expect(comment(jo, asked, 'When?', id)).rejects.toMatchObject({ code: 'conflict' })
	})
})
