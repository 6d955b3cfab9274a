import type { RequestSettings } from '#lib/requests/schemas.ts'

/** Whom a request waits for besides whoever files it. */
export const approversInWords = ({ approvals }: Pick<RequestSettings, 'approvals'>) =>
	approvals === 'two' ? 'two other officers' : 'another officer'
