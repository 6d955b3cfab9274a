import 'server-only'
import { and, asc, gt, lte } from 'drizzle-orm'
import { entries } from '#lib/db/record-schema.ts'
import { type KnownNodes, proveEntries } from '#lib/ledger/prove.ts'
import { byteOrderMark } from './csv.ts'
import { type ActedEntry, selectEntries } from './entry-row.ts'
import { csvEntry, csvHead, csvReceipt } from './export-csv.ts'
import { entriesFor, type Viewer } from './matching.ts'
import { type ExportReceipt, receiptLine } from './receipt.ts'

const batchSize = 1_000

/**
 * The file of an export, a thousand entries at a time: read by sequence, so that neither this process nor the
 * database holds more than that, however long the reader takes.
 * @param size of the checkpoint: later entries are no part of it
 */
export async function* exportChunks(
	receipt: ExportReceipt,
	size: number,
	viewer: Viewer,
): AsyncGenerator<string> {
	const isTable = receipt.format === 'csv'
	yield isTable ? byteOrderMark + csvHead : `${receiptLine(receipt)}\n`
	const shared: KnownNodes = new Map()
	for await (const batch of batches(receipt, size, viewer)) {
		if (isTable) {
			yield batch.map(csvEntry).join('')
			continue
		}
		const indices = batch.map(({ entry }) => entry.seq - 1)
		const proofs = receipt.isWhole ? null : await proveEntries(indices, size, shared)
		yield batch.map(({ entry }) => entryLine(entry, proofs?.get(entry.seq - 1) ?? null)).join('')
	}
	if (isTable) yield csvReceipt(receipt)
}

async function* batches(
	{ isWhole, filter }: ExportReceipt,
	size: number,
	viewer: Viewer,
): AsyncGenerator<ActedEntry[]> {
	const matching = isWhole ? undefined : entriesFor(viewer, filter, size)
	for (let last = 0; ; ) {
		const batch = await selectEntries()
			.where(and(gt(entries.seq, last), lte(entries.seq, size), matching))
			.orderBy(asc(entries.seq))
			.limit(batchSize)
		if (batch.length > 0) yield batch
		const end = batch.at(-1)
		if (!end || batch.length < batchSize) return
		last = end.entry.seq
	}
}

/** One line of an NDJSON export, RFC 8785: text and details are kept in that form, and stand here as they are. */
function entryLine({ text, details, salt, seq }: ActedEntry['entry'], proof: Buffer[] | null): string {
	const hashes = proof?.map((hash) => `"${hash.toString('base64')}"`).join(',')
	const proved = hashes === undefined ? '' : `,"proof":[${hashes}]`
	const kept = salt === null ? 'null' : `"${salt.toString('hex')}"`
	return `{"details":${details ?? 'null'},"entry":${text},"index":${seq - 1}${proved},"salt":${kept}}\n`
}
