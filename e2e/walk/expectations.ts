import { randomUUID } from 'node:crypto'
import type { Role } from '#lib/auth/permissions.ts'
import type { Seeds } from './seeds.ts'

/**
 * Who may get what, written by hand: the walk holds the build against it, and an action, a page or a route of the
 * build that has no line here fails.
 */

export interface ActionLine {
	may: readonly Role[]
	/** What a page would send, about something that is there: whoever may not must not bring it about. */
	input: ((seeds: Seeds) => unknown) | null
}

const everyone = ['officer', 'administrator', 'support', 'auditor'] as const
const deciders = ['officer', 'administrator'] as const
const askers = ['officer', 'administrator', 'support'] as const

const reason = 'Asked for by whoever walks through every door.'
const form = ({ groupId, userId }: Seeds) => ({
	operationId: randomUUID(),
	groupId,
	userId,
	active: true,
	reason,
	ticket: '',
	confirmation: '',
	shownWarnings: [],
})

export const actionLines: Record<string, ActionLine> = {
	applyChangeAction: { may: deciders, input: form },
	undoChangeAction: {
		may: deciders,
		input: ({ changeId }) => ({
			operationId: randomUUID(),
			changeId,
			reason,
			ticket: '',
			confirmation: '',
			shownWarnings: [],
		}),
	},
	checkNowAction: { may: deciders, input: ({ changeId }) => ({ changeId }) },
	sendAgainAction: { may: deciders, input: ({ changeId }) => ({ changeId }) },
	closeChangeAction: { may: deciders, input: ({ changeId }) => ({ changeId, reason }) },
	breakGlassAction: { may: ['administrator'], input: form },
	reviewChangeAction: { may: deciders, input: ({ changeId }) => ({ changeId, note: reason }) },
	fileRequestAction: {
		may: askers,
		input: ({ groupId, userId }) => ({
			operationId: randomUUID(),
			kind: 'assign',
			groupId,
			userId,
			endsAt: null,
			reason,
			ticket: '',
			shownWarnings: [],
		}),
	},
	editRequestAction: {
		may: askers,
		input: ({ requestId }) => ({ requestId, version: 1, endsAt: null, reason, ticket: '' }),
	},
	withdrawRequestAction: { may: askers, input: ({ requestId }) => ({ requestId }) },
	commentRequestAction: {
		may: askers,
		input: ({ requestId }) => ({ commentId: randomUUID(), requestId, text: reason }),
	},
	claimRequestAction: { may: deciders, input: ({ requestId }) => ({ requestId, takeOver: false }) },
	releaseRequestAction: { may: deciders, input: ({ requestId }) => ({ requestId }) },
	rejectRequestAction: {
		may: deciders,
		input: ({ requestId }) => ({ requestId, version: 1, note: reason }),
	},
	approveRequestAction: {
		may: deciders,
		input: ({ requestId }) => ({
			operationId: randomUUID(),
			requestId,
			version: 1,
			note: '',
			confirmation: '',
			shownWarnings: [],
			shownState: 'not_assigned',
		}),
	},
	letEndAction: { may: askers, input: ({ scheduleId }) => ({ scheduleId }) },
	dropScheduleAction: { may: deciders, input: ({ scheduleId }) => ({ scheduleId, reason }) },
	markReadAction: { may: everyone, input: () => ({ ids: [] }) },
	recordExportAction: {
		may: everyone,
		input: () => ({ filter: { range: 'all' }, format: 'csv', since: null }),
	},
	startVerificationAction: { may: ['officer', 'administrator', 'auditor'], input: null },
	endSessionsAction: { may: ['administrator'], input: ({ personId }) => ({ personId, sessionKey: null }) },
	endOwnSessionsAction: { may: everyone, input: () => ({ sessionKey: null }) },
	disablePersonAction: { may: ['administrator'], input: ({ personId }) => ({ personId, reason }) },
	enablePersonAction: { may: ['administrator'], input: ({ personId }) => ({ personId, reason }) },
	stayAction: { may: everyone, input: null },
	/** Ends whatever session its cookie names: walked by itself. */
	signOutAction: { may: everyone, input: null },
}

/** What an address answers: a status, or the way to the sign-in page. */
export type Answered = number | 'sign-in'

export interface RouteLine {
	path: (seeds: Seeds) => string
	/** For whoever has no session. */
	nobody: Answered
	roles: Record<Role, Answered>
	/** What nobody is answered where there is no proxy, if something else. */
	withoutProxy?: Answered
}

const all = (answered: Answered): RouteLine['roles'] => ({
	officer: answered,
	administrator: answered,
	support: answered,
	auditor: answered,
})
/** What support staff get of others' doings. */
const butSupport = (answered: Answered): RouteLine['roles'] => ({ ...all(200), support: answered })

const route = (path: RouteLine['path'], roles = all(200)): RouteLine => ({ path, nobody: 401, roles })
const page = (path: RouteLine['path'], roles = all(200)): RouteLine => ({ path, nobody: 'sign-in', roles })

const pairOf = ({ groupId, userId }: Seeds) => `group=${encodeURIComponent(groupId)}&user=${userId}`

export const routeLines: Record<string, RouteLine> = {
	'/api/audit/checkpoint': route(() => '/api/audit/checkpoint'),
	'/api/audit/checkpoint/keys': route(() => '/api/audit/checkpoint/keys'),
	'/api/audit/exports/[sequence]': route(({ exportSequence }) => `/api/audit/exports/${exportSequence}`, {
		...all(404),
		officer: 200,
	}),
	'/api/audit/state': route(() => '/api/audit/state', butSupport(403)),
	'/api/changes': route(() => '/api/changes'),
	'/api/changes/[changeId]': route(({ changeId }) => `/api/changes/${changeId}`, butSupport(404)),
	'/api/changes/to-review': route(() => '/api/changes/to-review', butSupport(403)),
	'/api/changes/unknown': route(() => '/api/changes/unknown'),
	'/api/groups': route(() => '/api/groups?q=Equities'),
	'/api/metrics': route(() => '/api/metrics', all(401)),
	'/api/notifications': route(() => '/api/notifications'),
	'/api/pair': route((seeds) => `/api/pair?${pairOf(seeds)}`),
	'/api/people': route(() => '/api/people?q=Avery'),
	'/api/requests': route(() => '/api/requests?tab=done', butSupport(200)),
	'/api/requests/[requestId]': route(({ requestId }) => `/api/requests/${requestId}`, butSupport(404)),
	'/api/requests/[requestId]/pair': route(
		({ requestId }) => `/api/requests/${requestId}/pair`,
		butSupport(404),
	),
	'/api/requests/counts': route(() => '/api/requests/counts'),
	'/api/requests/open': route((seeds) => `/api/requests/open?${pairOf(seeds)}`),
	'/api/shell': route(() => '/api/shell'),
	'/api/session': route(() => '/api/session'),
	'/api/schedules': route(() => '/api/schedules'),
	'/account': page(() => '/account'),
	'/admin/people': page(() => '/admin/people', { ...all(404), administrator: 200 }),
	'/admin/people/[personId]': page(({ personId }) => `/admin/people/${personId}`, {
		...all(404),
		administrator: 200,
	}),
	'/assign': page((seeds) => `/assign?${pairOf(seeds)}`),
	'/audit': page(() => '/audit?range=all'),
	'/audit/[sequence]': page(({ sequence }) => `/audit/${sequence}`, butSupport(404)),
	'/audit/pair': page((seeds) => `/audit/pair?${pairOf(seeds)}`),
	'/first': page(() => '/first', all(307)),
	'/requests': page(({ requestId }) => `/requests?request=${requestId}`),
	'/requests/[requestId]': page(({ requestId }) => `/requests/${requestId}`, all(307)),
	'/requests/new': page((seeds) => `/requests/new?${pairOf(seeds)}`),
	'/signed-in': page(() => '/signed-in'),

	// What is anybody's, and holds nothing of anyone.
	'/': { path: () => '/', nobody: 307, roles: all(307) },
	'/sign-in': { path: () => '/sign-in', nobody: 200, roles: all(307) },
	'/icon.svg': { path: () => '/icon.svg', nobody: 200, roles: all(200) },
	'/api/health/live': { path: () => '/api/health/live', nobody: 200, roles: all(200) },
	'/api/health/ready': { path: () => '/api/health/ready', nobody: 200, roles: all(200) },
	'/_not-found': { path: () => '/nowhere', nobody: 404, roles: all(404) },
	/** What Next shows when all else fails, which it calls a failure even when it is asked for. */
	'/_global-error': { path: () => '/_global-error', nobody: 404, roles: all(404), withoutProxy: 500 },
	'/api/auth/[...nextauth]': { path: () => '/api/auth/csrf', nobody: 200, roles: all(200) },
}
