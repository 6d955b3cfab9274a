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
export const scheduleStateValues = ['set', 'stopped', 'ended', 'replaced', 'dropped'] as const
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
