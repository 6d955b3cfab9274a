import 'server-only'
import { eq } from 'drizzle-orm'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { requestComments } from '#lib/db/request-schema.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { performOnRequest } from './perform-on-request.ts'
import { requireRequest } from './relation.ts'
import { type CommentForm, commentFormSchema, type RequestView } from './schemas.ts'
import { insertComment, type RequestRow } from './store.ts'

/**
 * Adds a comment, for whoever asked or decides; the same comment sent twice is one. `input` is a `commentFormSchema`.
 * @throws AppError `forbidden`, `invalid_input`, `not_found`, `conflict`
 */
export async function commentRequest(actor: Actor, input: unknown): Promise<RequestView> {
	return performOnRequest(actor, input, async (tellPair) => {
		// Whoever reads their own requests asks or decides; auditors read without a word.
		requirePermission(actor, 'read_own_requests')
		const form = parseInput(commentFormSchema, input)
		const row = await requireRequest(actor, form.requestId, tellPair)
		requireNotErased(row)
		await addComment(actor, row, form)
		return row.id
	})
}

function requireNotErased({ erasedAt }: RequestRow): void {
	if (erasedAt === null) return
	throw new AppError(
		'conflict',
		'What was said of this request has been erased, so nothing more can be said of it.',
	)
}

async function addComment(actor: Actor, row: RequestRow, { commentId, text }: CommentForm): Promise<void> {
	const readers = await listReaders(row)
	if (await insertComment(actor, row, { id: commentId, text, readers })) return
	const [same] = await getDatabase().select().from(requestComments).where(eq(requestComments.id, commentId))
	if (same?.authorId === actor.id && same.requestId === row.id && same.text === text) return
	throw new AppError(
		'conflict',
		'This form was used for another comment. Reload the page and write it again.',
	)
}

/** Whoever asked, has claimed it or has commented before, by the ids of their rows. */
async function listReaders({ id, askerId, claimedBy }: RequestRow): Promise<string[]> {
	const authors = await getDatabase()
		.selectDistinct({ id: requestComments.authorId })
		.from(requestComments)
		.where(eq(requestComments.requestId, id))
	return [askerId, ...(claimedBy ? [claimedBy] : []), ...authors.map((author) => author.id)]
}
