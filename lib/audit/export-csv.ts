import 'server-only'
import { csvLine } from './csv.ts'
import {
	type ActedEntry,
	bodyOf,
	detailsOf,
	membersIn,
	numberIn,
	personOf,
	textIn,
	wordsIn,
} from './entry-row.ts'
import { type ExportReceipt, whatItProves } from './receipt.ts'
import { whoElse } from './rules.ts'

const columns: [heading: string, cell: (acted: ActedEntry) => string | number | null][] = [
	['Entry', ({ entry }) => entry.seq],
	['Time', ({ entry }) => entry.time.toISOString()],
	['Action', ({ entry }) => entry.action],
	['Asked for', ({ entry: { active } }) => (active === null ? null : active ? 'assign' : 'unassign')],
	['By', (acted) => personOf(acted)?.name ?? acted.entry.actorSubject ?? whoElse(acted.entry)],
	['Issuer', ({ entry }) => entry.actorIssuer],
	['Subject', ({ entry }) => entry.actorSubject],
	['Group ID', ({ entry }) => entry.groupId],
	['Group', ({ entry }) => textIn(detailsOf(entry), 'groupName')],
	['User ID', ({ entry }) => entry.userId],
	['User', ({ entry }) => textIn(detailsOf(entry), 'userName')],
	['State', ({ entry }) => entry.state],
	['HTTP status', ({ entry }) => numberIn(bodyOf(entry), 'httpStatus')],
	['Reason', ({ entry }) => textIn(detailsOf(entry), 'reason')],
	['Ticket', ({ entry }) => textIn(detailsOf(entry), 'ticket')],
	['Message', ({ entry }) => messageOf(entry)],
	['Source', ({ entry }) => entry.source],
	['Operation', ({ entry }) => entry.operationId],
	['Change', ({ entry }) => entry.changeId],
	['Request', ({ entry }) => entry.requestId],
	['Request state', ({ entry }) => entry.requestState],
	['Ends', ({ entry }) => textIn(bodyOf(entry), 'endsAt')],
	['Person', ({ entry }) => aboutWhom(entry) && textIn(detailsOf(entry), 'name')],
	['Person issuer', ({ entry }) => textIn(aboutWhom(entry), 'issuer')],
	['Person subject', ({ entry }) => textIn(aboutWhom(entry), 'subject')],
	['Role', ({ entry }) => textIn(bodyOf(entry), 'role')],
	['Role before', ({ entry }) => textIn(bodyOf(entry), 'roleBefore')],
	['Count', ({ entry }) => numberIn(bodyOf(entry), 'count')],
	['Browser', ({ entry }) => textIn(detailsOf(entry), 'browser')],
	['Address', ({ entry }) => textIn(detailsOf(entry), 'address')],
	['Erased', ({ entry }) => (entry.details === null ? 'erased' : null)],
]

/** Whose access an entry is about, where that is not whoever acted. */
const aboutWhom = (entry: ActedEntry['entry']) => membersIn(bodyOf(entry), 'person')

/** What the pod said, or else what was said here: why an attempt was refused, a request rejected. */
function messageOf(entry: ActedEntry['entry']): string | null {
	const details = detailsOf(entry)
	const problem = membersIn(details, 'problem')
	return textIn(problem, 'podMessage') ?? textIn(problem, 'message') ?? wordsIn(details)
}

export const csvHead = csvLine(columns.map(([heading]) => heading))

export function csvEntry(acted: ActedEntry): string {
	return csvLine(columns.map(([, cell]) => cell(acted)))
}

/** After the entries, so that a file without it is known to be cut off. */
export function csvReceipt(receipt: ExportReceipt): string {
	const { by, checkpoint, count, exportedAt, filter, isWhole, sequence } = receipt
	const lines: [string, string | number][] = [
		['Receipt', ''],
		['Exported by', `${by.name}, ${by.role}`],
		['Exported at', exportedAt],
		['Filter', JSON.stringify(filter)],
		['Entries', count],
		['Entry of this export', sequence],
		['Checkpoint', checkpoint],
		[
			'What it proves',
			`${whatItProves(isWhole)} The proofs are in the NDJSON export: a table cannot hold the exact text of an entry.`,
		],
		[
			'Apostrophes',
			'One before a cell keeps a spreadsheet from running or rounding it, and is no part of the value.',
		],
	]
	return `\r\n${lines.map(csvLine).join('')}`
}
