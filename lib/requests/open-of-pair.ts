import 'server-only'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { pairSchema } from '#lib/changes/schemas.ts'
import { getDatabase } from '#lib/db/client.ts'
import { requests, users } from '#lib/db/schema.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { utcSecond } from '#lib/utc-words.ts'
import { maySee } from './relation.ts'
import { openRequestStates } from './rules.ts'
import type { OpenRequestNote, RequestForm } from './schemas.ts'

type Pair = Pick<RequestForm, 'groupId' | 'userId'>

function readOpenOfPair({ groupId, userId }: Pair) {
	return getDatabase()
		.select({ request: requests, askerName: users.name })
		.from(requests)
		.innerJoin(users, eq(users.id, requests.askerId))
		.where(
			and(
				eq(requests.groupId, groupId),
				eq(requests.userId, userId),
				inArray(requests.state, [...openRequestStates]),
			),
		)
		.orderBy(asc(requests.id))
}

/**
 * What is asked for a pair and not ended, the oldest first; which request it is, only for those who may see it.
 * `input` is a `pairSchema`.
 * @throws AppError `forbidden`, `invalid_input`
 */
export async function listOpenOfPair(actor: Actor, input: unknown): Promise<OpenRequestNote[]> {
	requirePermission(actor, 'look_up')
	const rows = await readOpenOfPair(parseInput(pairSchema, input))
	return rows.map(({ request }) => ({
		kind: request.kind,
		state: request.state,
		since: request.createdAt.toISOString(),
		requestId: maySee(actor, request) ? request.id : null,
	}))
}

/**
 * Refuses where the same is asked for already.
 * @throws AppError `conflict` that names the request to those who may see it
 */
export async function requireNoOpenRequest(
	actor: Actor,
	{ kind, ...pair }: Pair & Pick<RequestForm, 'kind'>,
): Promise<void> {
	const open = (await readOpenOfPair(pair)).find(({ request }) => request.kind === kind)
	if (!open) return
	const { request, askerName } = open
	const when = utcSecond(request.createdAt)
	const who = request.askerId === actor.id ? 'You' : askerName
	throw new AppError(
		'conflict',
		maySee(actor, request)
			? `${who} asked for this already at ${when}: request ${request.id} is not ended yet. Nothing was filed.`
			: `This was asked for already at ${when}, and that request is not ended yet. Nothing was filed.`,
	)
}
