/** The pod's calls by kind, for metrics: an ID in an address must not become a label. */
const endpoints: [string, RegExp][] = [
	['login', /\/pubkey\/authenticate$/],
	['session_info', /\/v2\/sessioninfo$/],
	['assignment', /\/usergroups\/[^/]+\/assignments\/[^/]+$/],
	['assignments_of_group', /\/usergroups\/[^/]+\/assignments$/],
	['candidates', /\/usergroups\/[^/]+\/assigneecandidates$/],
	['assignments_of_user', /\/users\/[^/]+\/usergroupassignments$/],
	['group', /\/v2\/admin\/usergroups\/[^/]+$/],
	['groups', /\/v2\/admin\/usergroups$/],
	['user_search', /\/v1\/user\/search$/],
	['users', /\/v3\/users$/],
]

/** Which of the pod's calls an address is; `other` for one that is not known here. */
export function endpointOf(url: string): string {
	const { pathname } = new URL(url)
	return endpoints.find(([, pattern]) => pattern.test(pathname))?.[0] ?? 'other'
}
