import { scopekeeperFor } from '#lib/changes/rules.ts'
import type { EntryAction, EntrySource } from '#lib/ledger/schemas.ts'

/** Words of the audit's filter that the browser knows too. */

export const auditRanges = ['today', '7d', '6w', '90d', '1y', 'all'] as const
export type AuditRange = (typeof auditRanges)[number]
export const usualRange: AuditRange = '6w'

/** What somebody did. */
export const auditActions = [
	'assign',
	'unassign',
	'request',
	'end',
	'break_glass',
	'attempt',
	'access',
	'sign_in',
	'setting',
	'export',
	'erasure',
	'key',
] as const
export type AuditAction = (typeof auditActions)[number]

/** What became of it; `unknown`: for a while at least, `open`: not known yet, `stopped`: refused by the console. */
export const auditOutcomes = [
	'applied',
	'refused',
	'not_sent',
	'unknown',
	'not_applied',
	'closed',
	'open',
	'stopped',
] as const
export type AuditOutcome = (typeof auditOutcomes)[number]

/** Who acted where no signed-in person did: the console itself, or whoever erases at its command line. */
export function whoElse({ action, requestId }: { action: string; requestId: number | null }): string {
	if (action === 'record.erased') return 'An operator'
	if (action === 'person.sign_in_failed') return 'Not signed in'
	return requestId === null ? 'Scopekeeper' : scopekeeperFor(requestId)
}

export const exportFormats = ['csv', 'ndjson'] as const
export type ExportFormat = (typeof exportFormats)[number]

export const searchedTextMost = 200

/** The members of a filter in an address, in the order in which they are written. */
export const filterKeys = [
	'range',
	'from',
	'to',
	'person',
	'action',
	'outcome',
	'group',
	'user',
	'source',
	'text',
	'signIns',
] as const
export type FilterKey = (typeof filterKeys)[number]
/** A filter as it stands in an address: each member's text. */
export type FilterParams = { [key in FilterKey]?: string | undefined }

/** What happens so often that a list without a filter would show little else. */
export const signInActions = [
	'person.signed_in',
	'person.sign_in_failed',
	'person.signed_out',
] as const satisfies readonly EntryAction[]

/** Which of the sources an address may name tells of them. */
const signInSource: EntrySource = 'sign_in'

/** Whether the list leaves sign-ins out by itself, so that there is a choice to be made. */
export function mayHideSignIns({ action, source }: FilterParams): boolean {
	return !action && source !== signInSource
}

/** Whether what fits can be changes at all, so that there is something to count. */
export function mayFindChanges({ action, outcome }: FilterParams): boolean {
	const isOfChanges = !action || changeActions.some((one) => one === action)
	return isOfChanges && outcome !== 'stopped'
}

const changeActions = ['assign', 'unassign', 'end', 'break_glass'] as const satisfies readonly AuditAction[]

/** The filter that an address means: sign-ins are left out unless they are asked for. */
export function shownFilter({ signIns, ...filter }: FilterParams): FilterParams {
	const isLeftOut = mayHideSignIns(filter) && signIns !== 'shown'
	return isLeftOut ? { ...filter, signIns: signIns ?? 'hidden' } : filter
}

/**
 * The filter of an export of what an address shows. Where nothing is chosen but all time it takes everything along,
 * sign-ins too: only a record without a gap can be verified as a whole.
 */
export function exportedFilter(params: FilterParams): FilterParams {
	const { range, from, to, signIns: _, ...rest } = params
	const days = from || to ? { from, to } : { range: range ?? usualRange }
	const isAllTime = days.range === 'all' && Object.values(rest).every((value) => !value)
	return isAllTime ? days : { ...shownFilter({ ...params, range: undefined }), ...days }
}

/** The address of the audit page with a filter. */
export function auditHref(params: FilterParams, page: { before?: number; after?: number } = {}): string {
	const search = new URLSearchParams()
	for (const key of filterKeys) {
		const value = params[key]
		if (value) search.set(key, value)
	}
	if (page.before !== undefined) search.set('before', String(page.before))
	if (page.after !== undefined) search.set('after', String(page.after))
	return search.size > 0 ? `/audit?${search}` : '/audit'
}
