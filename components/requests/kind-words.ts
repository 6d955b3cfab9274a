import type { RequestKind } from '#lib/requests/schemas.ts'

/** What is asked for, in a word or two. */
export const kindWords: Record<RequestKind, string> = {
	assign: 'Assign',
	unassign: 'Unassign',
	set_end: 'Set end',
}
