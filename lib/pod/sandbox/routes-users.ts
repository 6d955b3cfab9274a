import type { Hono } from 'hono'
import { z } from 'zod'
import { jsonAnswer, PodError } from './answers.ts'
import type { Person } from './people.ts'
import { bodyOf, countFrom, flagFrom, queryOf } from './request.ts'
import { type SandboxEnv, type SandboxPod, sessionRequired } from './sandbox-pod.ts'
import { userOnWire } from './wire.ts'

const greatestLimit = 1000
const mostLookedUp = 100

const searchBody = z.object({
	query: z.string().trim().min(1),
	filters: z
		.object({
			accountTypes: z.array(z.string()),
			title: z.string(),
			company: z.string(),
			location: z.string(),
			marketCoverage: z.string(),
			responsibility: z.string(),
			function: z.string(),
			instrument: z.string(),
		})
		.partial()
		.optional(),
})
type Filters = z.infer<typeof searchBody>['filters']

function fits(person: Person, filters: Filters): boolean {
	if (!person.enabled) return false
	if (filters === undefined) return true
	const { accountTypes, title, company, location, ...notHeld } = filters
	const within = (wanted: string | undefined, text: string) =>
		!wanted || text.toLowerCase().includes(wanted.toLowerCase())
	return (
		(!accountTypes?.length || accountTypes.includes('NORMAL')) &&
		within(title, person.title) &&
		within(company, 'Example Bank') &&
		within(location, person.location) &&
		Object.values(notHeld).every((wanted) => !wanted)
	)
}

interface Lookup {
	find: (value: string) => Person | undefined
	isWellFormed: (value: string) => boolean
	named: 'id' | 'email' | 'username'
}

function lookups(pod: SandboxPod): Record<'uid' | 'email' | 'username', Lookup> {
	return {
		uid: { find: (id) => pod.people.byId(id), isWellFormed: (id) => /^\d{1,19}$/.test(id), named: 'id' },
		email: {
			find: (email) => pod.people.byEmail(email),
			isWellFormed: (email) => /.@./.test(email),
			named: 'email',
		},
		username: { find: (name) => pod.people.byUsername(name), isWellFormed: () => true, named: 'username' },
	}
}

function lookUp(pod: SandboxPod, query: URLSearchParams): Response {
	const given = (['uid', 'email', 'username'] as const).filter((name) => query.has(name))
	const [kind] = given
	if (kind === undefined || given.length > 1)
		throw new PodError(400, 'Exactly one of uid, email and username is required')
	const values = (query.get(kind) ?? '').split(',').filter((value) => value !== '')
	if (values.length === 0 || values.length > mostLookedUp) {
		throw new PodError(400, `The parameter ${kind} holds 1 to ${mostLookedUp} values`)
	}
	const { find, isWellFormed, named } = lookups(pod)[kind]
	const active = flagFrom(query, 'active')
	const users = values
		.filter(isWellFormed)
		.flatMap((value) => find(value) ?? [])
		.filter((person) => active === undefined || person.enabled === active)
	const errors = values
		.filter((value) => !isWellFormed(value))
		.map((value) => ({ error: 'invalid.format', [named]: value }))
	if (users.length + errors.length === 0) return new Response(null, { status: 204 })
	return jsonAnswer(200, {
		users: users.map((person) => userOnWire(person, true)),
		...(errors.length > 0 && { errors }),
	})
}

/** Finding people by words, and looking up those who are known. Neither asks for an entitlement. */
export function addUserRoutes(app: Hono<SandboxEnv>, pod: SandboxPod): void {
	app.post('/pod/v1/user/search', sessionRequired(pod), async (c) => {
		const query = queryOf(c)
		const skip = countFrom(query, 'skip', 0, 0)
		const limit = Math.min(countFrom(query, 'limit', 1, 50), greatestLimit)
		flagFrom(query, 'local')
		const search = await bodyOf(c, searchBody, 'a user search with a query')
		const page: Person[] = []
		let count = 0
		for (const position of pod.people.matching(search.query)) {
			const person = pod.people.people[position]
			if (person === undefined || !fits(person, search.filters)) continue
			if (count >= skip && page.length < limit) page.push(person)
			count++
		}
		if (page.length === 0) return new Response(null, { status: 204 })
		const users = page.map((person) => userOnWire(person, false))
		return jsonAnswer(200, { count, skip, limit, searchQuery: search, users })
	})

	app.get('/pod/v3/users', sessionRequired(pod), (c) => lookUp(pod, queryOf(c)))
}
