import type { ExportFormat } from './rules.ts'
import type { AuditFilter } from './schemas.ts'

/** What an export says of itself, and what the record's entry of it keeps. */
export interface ExportReceipt {
	/** Sequence of the record's entry of this export. */
	sequence: number
	/** ISO 8601. */
	exportedAt: string
	by: { name: string; role: string }
	/** As it was asked for; days in UTC. */
	filter: AuditFilter
	format: ExportFormat
	/** Entries that follow. */
	count: number
	/** The file holds every entry there was. */
	isWhole: boolean
	/** The signed note that the entries prove against. */
	checkpoint: string
	/** Proof that the record continues an older checkpoint; `null` where none was asked for. */
	since: { size: number; proof: string[] } | null
}

/** In plain words, what a file proves and what it does not. */
export function whatItProves(isWhole: boolean): string {
	return isWhole
		? 'This is the whole record as of the checkpoint: whoever recomputes the tree over these entries and comes to the checkpoint’s root knows that none was changed, left out or added.'
		: 'Each entry here is proved to be in the record as of the checkpoint, unchanged. That no entry which fits the filter was left out is not proved; only a whole export proves that.'
}

/** RFC 8785 text of the first line of an NDJSON export: its members stand in the order of their names. */
export function receiptLine(receipt: ExportReceipt): string {
	const { by, checkpoint, count, exportedAt, filter, isWhole, sequence, since } = receipt
	const members = {
		by: { name: by.name, role: by.role },
		checkpoint,
		count,
		exportedAt,
		filter: Object.fromEntries(Object.entries(filter).toSorted(([one], [other]) => (one < other ? -1 : 1))),
		format: 'scopekeeper-export/1',
		proves: whatItProves(isWhole),
		sequence,
		...(since ? { since: { proof: since.proof, size: since.size } } : {}),
		whole: isWhole,
	}
	return JSON.stringify({ receipt: members })
}
