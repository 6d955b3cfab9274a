import type { Hono } from 'hono'
import { jsonAnswer, PodError } from './answers.ts'
import type { SandboxGroup } from './groups-data.ts'
import { pageOf, sortFrom } from './paging.ts'
import { flagFrom, queryOf, rawPath } from './request.ts'
import { entitled, type SandboxEnv, type SandboxPod, sessionRequired } from './sandbox-pod.ts'
import { groupOnWire } from './wire.ts'

type SortValue = (group: SandboxGroup, pod: SandboxPod) => string | number

const sortValues = {
	id: (group) => group.id,
	name: (group) => group.name,
	area: (group) => group.area ?? '',
	createdDate: (group) => group.createdAtMs,
	modifiedDate: (group) => group.modifiedAtMs,
	memberCount: (group) => group.memberCount,
	assigneeCount: (group, pod) => pod.assignments.countActive(group.id),
} satisfies Record<string, SortValue>
const sortFields = [
	'id',
	'name',
	'area',
	'createdDate',
	'modifiedDate',
	'memberCount',
	'assigneeCount',
] as const

/** @throws PodError 404 for a group that is not there */
export function groupNamed(pod: SandboxPod, groupId: string): SandboxGroup {
	const group = pod.groups.get(groupId)
	if (group === undefined) throw new PodError(404, 'The group does not exist')
	return group
}

/** The groups that every given parameter equals, exactly. */
function chosenGroups(pod: SandboxPod, query: URLSearchParams): SandboxGroup[] {
	const type = query.get('type')
	if (!type) throw new PodError(400, 'The parameter type is required')
	const area = query.get('area')
	const name = query.get('name')
	const active = flagFrom(query, 'active')
	return [...pod.groups.values()].filter(
		(group) =>
			group.type === type &&
			(area === null || group.area === area) &&
			(name === null || group.name === name) &&
			(active === undefined || group.active === active),
	)
}

/** Listing groups and reading one. */
export function addGroupRoutes(app: Hono<SandboxEnv>, pod: SandboxPod): void {
	const guards = [sessionRequired(pod), entitled('VIEW_ROLE_SCOPES')] as const

	app.get('/pod/v2/admin/usergroups', ...guards, (c) => {
		const query = queryOf(c)
		const sorting = sortFrom(query, sortFields)
		const { page, pagination } = pageOf({
			path: rawPath(c.env.incoming.url ?? ''),
			query,
			items: chosenGroups(pod, query),
			serial: (group) => group.serial,
			sort: sorting && {
				value: (group) => sortValues[sorting.field](group, pod),
				descending: sorting.descending,
			},
		})
		return jsonAnswer(200, { data: page.map((group) => groupOnWire(group, pod)), pagination })
	})

	app.get('/pod/v2/admin/usergroups/:groupId', ...guards, (c) =>
		jsonAnswer(200, groupOnWire(groupNamed(pod, c.req.param('groupId')), pod)),
	)
}
