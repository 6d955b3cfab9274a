import 'server-only'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { requests } from '#lib/db/schema.ts'
import { AppError } from '#lib/errors.ts'
import { parseInput } from '#lib/parse-input.ts'
import { requireFitEnd } from './end.ts'
import { performOnRequest } from './perform-on-request.ts'
import { requireAsker, requireRequest } from './relation.ts'
import { endOfKindProblem } from './rules.ts'
import { type EditForm, editFormSchema, type RequestView } from './schemas.ts'
import { refuseStale } from './stale.ts'
import { moveRequest, type RequestRow } from './store.ts'

/**
 * Changes the end, reason or ticket of one’s own request while nobody has claimed it. `input` is an `editFormSchema`.
 * @throws AppError `forbidden`, `invalid_input`, `not_found`, `no_change_needed`; `conflict` where it was claimed,
 * edited or decided since
 */
export async function editRequest(actor: Actor, input: unknown): Promise<RequestView> {
	return performOnRequest(actor, input, async (tellPair) => {
		requirePermission(actor, 'file_requests')
		const form = parseInput(editFormSchema, input)
		const row = await requireRequest(actor, form.requestId, tellPair)
		requireAsker(actor, row)
		if (!(await recordEdit(actor, row, form))) {
			return refuseStale(actor, row.id, { version: form.version, states: ['open'] })
		}
		return row.id
	})
}

/** @returns `null` where the request is not as it was on the screen any more */
async function recordEdit(actor: Actor, row: RequestRow, form: EditForm): Promise<RequestRow | null> {
	if (row.version !== form.version) return null
	const changed = changesOf(row, form)
	return moveRequest(actor, {
		requestId: row.id,
		where: and(eq(requests.version, form.version), eq(requests.state, 'open'), isNull(requests.claimedBy)),
		set: { ...changed, version: form.version + 1, editedAt: sql`now()` },
		entry: ({ version, endsAt, reason, ticket }) => ({
			action: 'request.edited',
			requestVersion: version,
			...(endsAt ? { endsAt: endsAt.toISOString() } : {}),
			details: {
				reason,
				ticket,
				before: { endsAt: row.endsAt?.toISOString() ?? null, reason: row.reason, ticket: row.ticket },
			},
		}),
	})
}

/** @throws AppError `invalid_input` for an end that cannot be, `no_change_needed` where everything stays */
function changesOf(row: RequestRow, form: EditForm) {
	requireEndOfKind(row, form.endsAt)
	requireFitEnd(form.endsAt)
	const endsAt = form.endsAt === null ? null : new Date(form.endsAt)
	const ticket = form.ticket || null
	const staysTheSame =
		row.endsAt?.getTime() === endsAt?.getTime() && row.reason === form.reason && row.ticket === ticket
	if (!staysTheSame) return { endsAt, reason: form.reason, ticket }
	throw new AppError('no_change_needed', 'The request says this already. Nothing was changed.')
}

function requireEndOfKind({ kind }: RequestRow, endsAt: string | null): void {
	const problem = endOfKindProblem(kind, endsAt)
	if (problem) throw new AppError('invalid_input', problem, { fieldErrors: { endsAt: problem } })
}
