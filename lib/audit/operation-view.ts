import 'server-only'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { entries } from '#lib/db/record-schema.ts'
import { requestKindValues, roleValues } from '#lib/db/values.ts'
import { type EntrySource, entrySources } from '#lib/ledger/schemas.ts'
import {
	type ActedEntry,
	bodyOf,
	detailsOf,
	lineOf,
	membersIn,
	numberIn,
	selectEntries,
	textIn,
	wordsIn,
} from './entry-row.ts'
import type { AccessView, OperationView, OutcomeCode } from './schemas.ts'

/** Operations as they are listed, from the entries that begin them and in the same order. */
export async function viewOperations(heads: ActedEntry[]): Promise<OperationView[]> {
	const changeIds = heads.flatMap(({ entry }) => (isChange(entry) && entry.changeId ? [entry.changeId] : []))
	const later = changeIds.length > 0 ? await readLater(changeIds) : []
	const byChange = Map.groupBy(later, ({ entry }) => entry.changeId)
	return heads.map((head) =>
		viewOperation(head, isChange(head.entry) ? (byChange.get(head.entry.changeId) ?? []) : []),
	)
}

/** A refused attempt may name a change without being a part of it. */
const isChange = ({ action }: ActedEntry['entry']) => action === 'change.intended'

function readLater(changeIds: string[]): Promise<ActedEntry[]> {
	return selectEntries()
		.where(and(inArray(entries.changeId, changeIds), eq(entries.begins, false)))
		.orderBy(asc(entries.seq))
}

function viewOperation(head: ActedEntry, later: ActedEntry[]): OperationView {
	const { entry } = head
	const body = bodyOf(entry)
	const details = detailsOf(entry)
	const source = textIn(body, 'source')
	const last = later.findLast(({ entry: { state } }) => state !== null)
	return {
		...lineOf(head),
		active: entry.active,
		groupId: entry.groupId,
		groupName: textIn(details, 'groupName'),
		userId: entry.userId,
		userName: textIn(details, 'userName'),
		count: isAboutAccess(entry) ? null : numberIn(body, 'count'),
		requestKind: requestKindValues.find((kind) => kind === body.requestKind) ?? null,
		endsAt: textIn(body, 'endsAt'),
		approvals: approvalValues.find((value) => value === body.approvals) ?? null,
		breakGlass: breakGlassOf(head, later),
		reason: textIn(details, 'reason'),
		ticket: textIn(details, 'ticket'),
		source: isSource(source) ? source : null,
		refusal: textIn(details, 'code'),
		access: accessOf(entry),
		isErased: details === null,
		outcome: outcomeOf(entry.action, last?.entry.state ?? null),
		httpStatus: last ? numberIn(bodyOf(last.entry), 'httpStatus') : null,
		wasUnknown: later.some(({ entry: { state } }) => state === 'unknown'),
		entries: [head, ...later].map(lineOf),
	}
}

const isAboutAccess = ({ action }: ActedEntry['entry']) => action.startsWith('person.')

/** Of a refused attempt only where it was on somebody's access. */
function accessOf(entry: ActedEntry['entry']): AccessView | null {
	const body = bodyOf(entry)
	const person = membersIn(body, 'person')
	if (!isAboutAccess(entry) && person === null) return null
	const details = detailsOf(entry)
	const roleIn = (key: string) => roleValues.find((role) => role === body[key]) ?? null
	return {
		name: person && textIn(details, 'name'),
		subject: textIn(person, 'subject'),
		role: roleIn('role'),
		roleBefore: roleIn('roleBefore'),
		browser: textIn(details, 'browser'),
		address: textIn(details, 'address'),
		sessions: numberIn(body, 'count'),
		why: wordsIn(details),
	}
}

const approvalValues = ['direct', 'second', 'two'] as const

function breakGlassOf({ entry }: ActedEntry, later: ActedEntry[]): OperationView['breakGlass'] {
	if (!isChange(entry) || entry.source !== 'break_glass') return null
	const reviewed = later.find((acted) => acted.entry.action === 'change.reviewed')
	return { reviewed: reviewed ? lineOf(reviewed) : null }
}

const isSource = (value: string | null): value is EntrySource =>
	entrySources.some((source) => source === value)

function outcomeOf(action: string, state: ActedEntry['entry']['state']): OutcomeCode {
	if (action === 'attempt.refused') return 'stopped'
	if (action !== 'change.intended') return 'done'
	return state ?? 'pending'
}
