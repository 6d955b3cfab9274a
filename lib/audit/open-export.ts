import 'server-only'
import { eq } from 'drizzle-orm'
import * as z from 'zod/mini'
import { roleNames, roles } from '#lib/auth/permissions.ts'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { entries } from '#lib/db/record-schema.ts'
import type { Download } from '#lib/download.ts'
import { AppError } from '#lib/errors.ts'
import { proveContinuation } from '#lib/ledger/prove.ts'
import { readCheckpoint } from '#lib/ledger/take-checkpoint.ts'
import { requireAllowance } from '#lib/limits/require-allowance.ts'
import { parseInput } from '#lib/parse-input.ts'
import { countEntries } from './count-entries.ts'
import { bodyOf, detailsOf, numberIn, selectEntries } from './entry-row.ts'
import { exportChunks } from './export-chunks.ts'
import { viewerOf } from './matching.ts'
import type { ExportReceipt } from './receipt.ts'
import { exportFormats } from './rules.ts'
import { auditFilterSchema, sequenceSchema } from './schemas.ts'

/** What `recordExport` keeps of an export, as it comes back from the record. */
const keptSchema = z.object({
	by: z.object({ name: z.string(), role: z.enum(roles) }),
	filter: auditFilterSchema,
	format: z.enum(exportFormats),
	size: z.number(),
	seesEverything: z.boolean(),
	isWhole: z.boolean(),
	since: z.nullable(z.number()),
})

const contentTypes = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson; charset=utf-8' }

/**
 * Opens a recorded export for the person who asked for it. `input` is a `sequenceSchema`.
 * @throws AppError `not_found` for whatever is not an export of theirs; `forbidden` where they may see less by now;
 * `too_many_requests`; `conflict` where it cannot be given as it was recorded
 */
export async function openExport(actor: Actor, input: unknown): Promise<Download> {
	requirePermission(actor, 'export_record')
	await requireAllowance('heavy', actor)
	const { sequence } = parseInput(sequenceSchema, input)
	const [acted] = await selectEntries().where(eq(entries.seq, sequence))
	const isTheirs =
		acted?.entry.action === 'record.exported' &&
		acted.entry.actorSubject === actor.subject &&
		acted.entry.actorIssuer === actor.issuer
	const kept = isTheirs ? keptSchema.safeParse(detailsOf(acted.entry)) : null
	if (!kept?.success || !acted) throw new AppError('not_found', 'There is no such export of yours.')
	const { by, filter, format, size, seesEverything, isWhole, since } = kept.data
	const viewer = viewerOf(actor)
	if (seesEverything && viewer !== 'everything') {
		throw new AppError('forbidden', 'Your role has changed since this export. Make a new one.')
	}
	const own = seesEverything ? 'everything' : actor
	const many = numberIn(bodyOf(acted.entry), 'count') ?? 0
	if (!isWhole && (await countEntries(own, filter, size)) !== many) {
		throw new AppError(
			'conflict',
			'This export cannot be given as it was recorded: words that it was filtered by were erased since. Make a new one.',
		)
	}
	const checkpoint = await readCheckpoint(size)
	if (!checkpoint) throw new Error(`the checkpoint of export ${sequence} is not there`)
	const receipt: ExportReceipt = {
		sequence,
		exportedAt: acted.entry.time.toISOString(),
		by: { name: by.name, role: roleNames[by.role] },
		filter,
		format,
		count: many,
		isWhole,
		checkpoint: checkpoint.note,
		since: since === null ? null : { size: since, proof: await proofOf(since, size) },
	}
	return {
		fileName: `scopekeeper-record-${sequence}.${format}`,
		contentType: contentTypes[format],
		chunks: exportChunks(receipt, size, own),
	}
}

async function proofOf(older: number, newer: number): Promise<string[]> {
	return (await proveContinuation(older, newer)).map((hash) => hash.toString('base64'))
}
