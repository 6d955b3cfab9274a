import 'server-only'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { getDatabase } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { readNewestCheckpoint, type StoredCheckpoint, takeCheckpoint } from '#lib/ledger/take-checkpoint.ts'
import { requireAllowance } from '#lib/limits/require-allowance.ts'
import { parseInput } from '#lib/parse-input.ts'
import { countEntries } from './count-entries.ts'
import { viewerOf } from './matching.ts'
import { type AuditFilter, exportFormSchema, type RecordedExport } from './schemas.ts'
import { timesOf } from './times.ts'

/**
 * Records who exports what, before any of it leaves the console. The file is fetched at the answer's `href`, by
 * the same person, and is the same each time. `input` is an `exportFormSchema`.
 * @throws AppError `forbidden`, `too_many_requests`, `invalid_input`, `conflict` where no checkpoint was ever signed and none can be
 */
export async function recordExport(actor: Actor, input: unknown): Promise<RecordedExport> {
	requirePermission(actor, 'export_record')
	await requireAllowance('heavy', actor)
	const { filter, format, since } = parseInput(exportFormSchema, input)
	const viewer = viewerOf(actor)
	const fixed = withFixedTimes(filter)
	const checkpoint = await newestCheckpoint()
	requireOlder(since, checkpoint.size)
	const isWhole = viewer === 'everything' && fixed.range === 'all' && Object.keys(fixed).length === 1
	const many = isWhole ? checkpoint.size : await countEntries(viewer, fixed, checkpoint.size)
	const [sequence = 0] = await appendEntries(getDatabase(), [
		{
			action: 'record.exported',
			actor: { issuer: actor.issuer, subject: actor.subject },
			source: 'audit_page',
			count: many,
			details: {
				by: { name: actor.name, email: actor.email, role: actor.role },
				filter: fixed,
				format,
				size: checkpoint.size,
				seesEverything: viewer === 'everything',
				isWhole,
				since,
			},
		},
	])
	return { sequence, count: many, isWhole, href: `/api/audit/exports/${sequence}` }
}

/** A record that contradicts its checkpoints is signed no more, and is just what an auditor then needs: by the last one. */
async function newestCheckpoint(): Promise<StoredCheckpoint> {
	try {
		return await takeCheckpoint()
	} catch (error) {
		const last = error instanceof AppError ? await readNewestCheckpoint() : null
		if (last) return last
		throw error
	}
}

/** A range that moves with today would be another one tomorrow: the days as they are now. */
function withFixedTimes({ range, from, to, ...rest }: AuditFilter): AuditFilter {
	const times = timesOf({ range, from, to })
	const day = (moment: Date) => moment.toISOString().slice(0, 10)
	return {
		...Object.fromEntries(Object.entries(rest).filter(([, value]) => value)),
		...(times.from ? { from: day(times.from) } : {}),
		...(to ? { to } : {}),
		...(times.from || times.to ? {} : { range: 'all' as const }),
	}
}

function requireOlder(since: number | null, size: number): void {
	if (since === null || since <= size) return
	const sentence = `The record holds ${size} entries: a checkpoint of ${since} is not an older one.`
	throw new AppError('invalid_input', sentence, { fieldErrors: { since: sentence } })
}
