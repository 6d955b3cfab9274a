import type { Hono } from 'hono'
import { jsonAnswer } from './answers.ts'
import { type PageRequest, pageRequest, pagination } from './paging.ts'
import { queryOf, rawPath } from './request.ts'
import { groupNamed } from './routes-groups.ts'
import { entitled, type SandboxEnv, type SandboxPod, sessionRequired } from './sandbox-pod.ts'
import { candidateOnWire } from './wire.ts'

function rolesFrom(query: URLSearchParams): string[] {
	return query.getAll('roles').flatMap((text) => text.split(',').filter((role) => role !== ''))
}

function* positionsUpTo(end: number, from: number): Generator<number> {
	for (let position = from; position < end; position++) yield position
}

/** The fitting positions of one page: the first `limit` after the cursor, or the last `limit` before it. */
function choosePage(
	positions: Iterable<number>,
	fits: (position: number) => boolean,
	{ limit, before }: PageRequest,
) {
	const page: number[] = []
	let hasPrevious = false
	for (const position of positions) {
		if (!fits(position)) continue
		if (before !== null && position >= before[1]) return { page, hasPrevious, hasNext: true }
		if (page.length === limit) {
			if (before === null) return { page, hasPrevious, hasNext: true }
			page.shift()
			hasPrevious = true
		}
		page.push(position)
	}
	return { page, hasPrevious, hasNext: false }
}

/**
 * Who could be assigned to a group. Without a name only officers are listed; a name finds everyone it fits,
 * officers first, and `canBeAssigned` tells the others apart.
 */
export function addCandidateRoutes(app: Hono<SandboxEnv>, pod: SandboxPod): void {
	const path = '/pod/v2/admin/usergroups/:groupId/assigneecandidates'
	app.get(path, sessionRequired(pod), entitled('VIEW_ROLE_SCOPES'), (c) => {
		const group = groupNamed(pod, c.req.param('groupId'))
		const query = queryOf(c)
		const request = pageRequest(query)
		const roles = rolesFrom(query)
		const name = query.get('name')?.trim() ?? ''
		const { people, officerCount } = pod.people

		const from = request.after === null ? 0 : request.after[1] + 1
		const listed = name === '' ? positionsUpTo(officerCount, from) : pod.people.matching(name, from)
		const fits = (position: number) =>
			roles.length === 0 || people[position]?.roles.some((role) => roles.includes(role)) === true
		const { page, hasPrevious, hasNext } = choosePage(listed, fits, request)
		const [first, last] = [page[0], page.at(-1)]
		const neighbours = {
			first: first === undefined ? undefined : ([0, first] as const),
			last: last === undefined ? undefined : ([0, last] as const),
			hasPrevious: page.length > 0 && (hasPrevious || request.after !== null),
			hasNext: page.length > 0 && hasNext,
		}
		const users = page
			.flatMap((position) => people[position] ?? [])
			.map((person) => candidateOnWire(person, group))
		return jsonAnswer(200, {
			users,
			pagination: pagination(rawPath(c.env.incoming.url ?? ''), query, neighbours),
		})
	})
}
