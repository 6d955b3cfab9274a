import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { jsonAnswer, PodError } from './answers.ts'
import type { SandboxAssignment } from './assignments-data.ts'
import type { CallList } from './calls.ts'
import { pageOf, sortFrom } from './paging.ts'
import type { Person } from './people.ts'
import { bodyOf, flagFrom, queryOf, rawPath, userIdFrom } from './request.ts'
import { groupNamed } from './routes-groups.ts'
import { entitled, type SandboxEnv, type SandboxPod, sessionRequired } from './sandbox-pod.ts'
import { assignmentOnWire, type Expansion } from './wire.ts'

const updateBody = z.strictObject({ active: z.boolean() })

/** @throws PodError 404 for a user who is not there */
function personNumbered(pod: SandboxPod, userId: string): Person {
	const person = pod.people.byId(userId)
	if (person === undefined) throw new PodError(404, 'The user does not exist')
	return person
}

function expansionFrom(query: URLSearchParams): Expansion {
	const wanted = (query.get('expand') ?? '').split(',')
	return { user: wanted.includes('user'), group: wanted.includes('group') }
}

/** One page of the assignments that every given parameter fits. */
function assignmentPage(
	c: Context<SandboxEnv>,
	pod: SandboxPod,
	all: readonly SandboxAssignment[],
): Response {
	const query = queryOf(c)
	const userId = query.get('userId')
	const wantedUser = userId === null ? null : userIdFrom(userId)
	const groupId = query.get('groupId')
	const role = query.get('userRole')
	const active = flagFrom(query, 'active')
	const items = all.filter(
		(assignment) =>
			(wantedUser === null || assignment.userId === wantedUser) &&
			(groupId === null || assignment.groupId === groupId) &&
			(role === null || pod.people.byId(assignment.userId)?.roles.includes(role) === true) &&
			(active === undefined || assignment.active === active),
	)
	const sorting = sortFrom(query, ['lastAddedDate', 'lastRemovedDate'] as const)
	const { page, pagination } = pageOf({
		path: rawPath(c.env.incoming.url ?? ''),
		query,
		items,
		serial: (assignment) => assignment.serial,
		sort: sorting && {
			value: ({ lastAddedAtMs, lastRemovedAtMs }) =>
				(sorting.field === 'lastAddedDate' ? lastAddedAtMs : lastRemovedAtMs) ?? 0,
			descending: sorting.descending,
		},
	})
	const expand = expansionFrom(query)
	return jsonAnswer(200, {
		data: page.map((assignment) => assignmentOnWire(assignment, pod, expand)),
		pagination,
	})
}

function putAssignment(pod: SandboxPod, groupId: string, userId: string, active: boolean): Response {
	const group = groupNamed(pod, groupId)
	const person = personNumbered(pod, userId)
	if (active && !group.active) throw new PodError(400, 'The group is not active')
	const mayBeRemoved = !active && pod.assignments.find(group.id, person.id) !== undefined
	if (!person.isOfficer && !mayBeRemoved) {
		throw new PodError(400, 'The user is neither a Compliance Officer nor a Super Compliance Officer')
	}
	const { assignment, isNew } = pod.assignments.put(group.id, person.id, active)
	return jsonAnswer(isNew ? 201 : 200, assignmentOnWire(assignment, pod, { user: true, group: true }))
}

/** Reading and changing who is assigned to a group, and listing what one user is assigned to. */
export function addAssignmentRoutes(app: Hono<SandboxEnv>, pod: SandboxPod, calls: CallList): void {
	const session = sessionRequired(pod)
	const view = entitled('VIEW_ROLE_SCOPES')

	app.get('/pod/v2/admin/usergroups/:groupId/assignments', session, view, (c) =>
		assignmentPage(c, pod, pod.assignments.ofGroup(groupNamed(pod, c.req.param('groupId')).id)),
	)

	app.get('/pod/v2/admin/users/:userId/usergroupassignments', session, view, (c) => {
		const type = queryOf(c).get('groupType')
		if (!type) throw new PodError(400, 'The parameter groupType is required')
		const { id } = personNumbered(pod, userIdFrom(c.req.param('userId')))
		const ofType = pod.assignments.ofUser(id).filter(({ groupId }) => pod.groups.get(groupId)?.type === type)
		return assignmentPage(c, pod, ofType)
	})

	app.get('/pod/v2/admin/usergroups/:groupId/assignments/:userId', session, view, (c) => {
		const userId = userIdFrom(c.req.param('userId'))
		const group = groupNamed(pod, c.req.param('groupId'))
		const assignment = pod.assignments.find(group.id, personNumbered(pod, userId).id)
		if (assignment === undefined) throw new PodError(404, 'The user was never assigned to the group')
		return jsonAnswer(200, assignmentOnWire(assignment, pod, expansionFrom(queryOf(c))))
	})

	app.put(
		'/pod/v2/admin/usergroups/:groupId/assignments/:userId',
		session,
		entitled('MANAGE_ROLE_SCOPES'),
		async (c) => {
			const userId = userIdFrom(c.req.param('userId'))
			const { active } = await bodyOf(c, updateBody, 'exactly {"active": true} or {"active": false}')
			const answer = putAssignment(pod, c.req.param('groupId'), userId, active)
			calls.noteEffect(c.env.incoming)
			return answer
		},
	)
}
