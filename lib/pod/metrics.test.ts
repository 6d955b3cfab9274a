import { expect, it } from 'vitest'
import { meters } from '#lib/metrics.ts'
import { putAssignment } from './assignments.ts'
import { endpointOf } from './endpoints.ts'
import { listGroups } from './groups.ts'
import { pingPod } from './service-account.ts'
import { cut, inTurn, json, startScriptedPod } from './testing/scripted-pod.ts'

const own = (status: number, headers = {}) => json(status, { code: status, message: 'No' }, headers)

async function samplesOf(name: 'podCalls' | 'podRetries' | 'podLogins') {
	const { values } = await meters()[name].get()
	// A counter has one value for its labels; a histogram many, of which one counts.
	return values
		.filter((value) => !('metricName' in value) || `${value.metricName}`.endsWith('_count'))
		.map(({ labels, value }) => `${Object.values(labels).join(' ')}: ${value}`)
		.sort()
}

it('every call to the pod is counted by endpoint and outcome, with the repeated ones and the logins', async () => {
	const pod = await startScriptedPod()
	const client = pod.client()
	pod.onCall(inTurn(own(401), cut, own(503), json(200, {})))
	await pingPod(client)
	pod.onCall(own(403))
	await expect(listGroups(client)).rejects.toThrow()
	pod.onCall((response, arrival) =>
		(arrival.number === 5 ? own(429, { 'retry-after': '0' }) : json(200, { active: true }))(
			response,
			arrival,
		),
	)
	await putAssignment(client, { groupId: 'a-group', userId: '42', active: true })

	expect(await samplesOf('podCalls')).toEqual([
		'assignment PUT 2xx: 1',
		'assignment PUT 429: 1',
		'groups GET 403: 1',
		'login POST 2xx: 2',
		'session_info GET 2xx: 1',
		'session_info GET 401: 1',
		'session_info GET 5xx: 1',
		'session_info GET cut: 1',
	])
	expect(await samplesOf('podRetries')).toEqual(['assignment PUT: 1', 'session_info GET: 3'])
	expect(await samplesOf('podLogins')).toEqual(['2xx: 2'])
})

it('calls that wait for their turn are told while they wait', async () => {
	const pod = await startScriptedPod()
	const client = pod.client()
	await pingPod(client)
	const held: (() => void)[] = []
	const arrived = new Promise<void>((resolve) => {
		pod.onCall((response, arrival) => {
			held.push(() => json(200, {})(response, arrival))
			if (held.length === 24) resolve()
		})
	})
	const reads = Array.from({ length: 30 }, () => pingPod(client))
	await arrived
	const now = async () => {
		const { values } = await meters().podSlots.get()
		return values.filter(({ labels }) => labels.kind === 'read').map(({ value }) => value)
	}
	expect(await now()).toEqual([24, 6])
	pod.onCall(json(200, {}))
	for (const answer of held) answer()
	await Promise.all(reads)
	expect(await now()).toEqual([0, 0])
})

it.each([
	['/login/pubkey/authenticate', 'login'],
	['/pod/v2/admin/usergroups/g%2F1/assignments/42?expand=user', 'assignment'],
	['/pod/v2/admin/usergroups/g/assignments?limit=100', 'assignments_of_group'],
	['/pod/v2/admin/usergroups/g/assigneecandidates', 'candidates'],
	['/pod/v2/admin/users/42/usergroupassignments', 'assignments_of_user'],
	['/pod/v2/admin/usergroups/g', 'group'],
	['/pod/v2/admin/usergroups?type=ROLE_SCOPE', 'groups'],
	['/pod/v1/user/search', 'user_search'],
	['/pod/v3/users?uid=42', 'users'],
	['/pod/v9/unheard/of', 'other'],
])('%s is a call of %s', (path, endpoint) => {
	expect(endpointOf(`https://acme.symphony.com${path}`)).toBe(endpoint)
})
