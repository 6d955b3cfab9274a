/** The values that rows may hold. `values.test.ts` holds them equal to the words of the floors above. */
export const roleValues = ['officer', 'administrator', 'support', 'auditor'] as const
export const changeStateValues = [
	'pending',
	'applied',
	'refused',
	'not_sent',
	'unknown',
	'not_applied',
	'closed',
] as const
export const pairStateValues = ['assigned', 'not_assigned', 'unreadable'] as const
export const requestKindValues = ['assign', 'unassign', 'set_end'] as const
export const requestStateValues = [
	'open',
	'half_approved',
	'sending',
	'failed',
	'applied',
	'rejected',
	'withdrawn',
] as const
/** Waiting for somebody, or for the pod; every other state of a request is final. */
export const openRequestStateValues = ['open', 'half_approved', 'sending', 'failed'] as const
/** Those of them that an officer can decide. */
export const decidableRequestStateValues = ['open', 'half_approved', 'failed'] as const
export const scheduleStateValues = ['set', 'stopped', 'ended', 'replaced', 'dropped'] as const
/** An end that stands or needs an officer. */
export const liveScheduleStateValues = ['set', 'stopped'] as const
export const notificationKindValues = [
	'filed',
	'second_approval',
	'commented',
	'decided',
	'failed',
	'overdue',
	'ending_soon',
	'expiry_failed',
	'break_glass',
] as const

/** Why a session is over; one that ran out of time has no such mark. */
export const sessionEndValues = [
	'signed_out',
	'ended_by_administrator',
	'person_disabled',
	'role_lost',
	'role_changed',
] as const
