import { afterAll, beforeAll, expect, test } from 'vitest'
import { wireUserLookup, wireUserSearch } from '../contract.ts'
import { landmarkPeople } from './landmarks.ts'
import { type PodUnderTest, startPodUnderTest } from './testing/pod-under-test.ts'

const { averyQuill, joFenwick, aboveSafeInteger, sparse } = landmarkPeople

let pod: PodUnderTest
beforeAll(async () => {
	pod = await startPodUnderTest({ users: 2000 })
})
afterAll(() => pod.close())

const search = (body: unknown, query = '') =>
	pod.client.send('POST', `/pod/v1/user/search?local=true${query}`, body)
const found = async (body: unknown, query = '') => wireUserSearch.parse((await search(body, query)).json)
const lookUp = (query: string) => pod.client.get(`/pod/v3/users?local=true&${query}`)

test('a search finds people inexactly and leaves their roles out', async () => {
	const { users, count } = await found({ query: 'avery' })
	expect(count).toBe(1)
	expect(users[0]).toMatchObject({ id: averyQuill.id, displayName: 'Avery Quill', username: 'aquill' })
	expect(users[0]).not.toHaveProperty('roles')
})

test('a search that finds nobody is 204, and one without a query is refused', async () => {
	const nobody = await search({ query: 'nobody is called this' })
	expect([nobody.status, nobody.text]).toEqual([204, ''])
	for (const body of [{}, { query: '  ' }, 'no JSON']) expect((await search(body)).status).toBe(400)
})

test('skip and limit page through the people found, and the count stays that of all', async () => {
	const first = await found({ query: 'example.com' }, '&limit=7')
	const second = await found({ query: 'example.com' }, '&limit=7&skip=7')
	expect(first.count).toBe(second.count)
	expect(first.count).toBeGreaterThan(1900)
	expect(new Set([...first.users, ...second.users].map(({ id }) => id)).size).toBe(14)
	expect((await found({ query: 'example.com' })).users).toHaveLength(50)
	expect((await search({ query: 'example.com' }, '&skip=100000')).status).toBe(204)
})

test('filters narrow a search', async () => {
	const officers = await found({ query: 'example.com', filters: { title: 'compliance' } })
	expect(officers.users.every(({ title }) => title === 'Compliance Officer')).toBe(true)
	expect((await search({ query: 'avery', filters: { accountTypes: ['SYSTEM'] } })).status).toBe(204)
	expect((await search({ query: 'avery', filters: { instrument: 'bonds' } })).status).toBe(204)
})

test('people are looked up by identifier, address or user name, with their roles', async () => {
	for (const query of [
		`uid=${joFenwick.id},${aboveSafeInteger.id}`,
		'email=jo.fenwick@example.com,Ottoline.Grant@example.com',
		'username=jfenwick,ogrant',
	]) {
		const { users } = wireUserLookup.parse((await lookUp(query)).json)
		expect(users?.map(({ id }) => id)).toEqual([joFenwick.id, aboveSafeInteger.id])
		expect(users?.[0]?.roles).toContain('COMPLIANCE_OFFICER')
	}
	const [unsaid] = wireUserLookup.parse((await lookUp(`uid=${sparse.id}`)).json).users ?? []
	expect(unsaid).not.toHaveProperty('roles')
})

test('a lookup passes over the unknown, tells the malformed, and is 204 when neither is left', async () => {
	const mixed = await lookUp(`uid=${joFenwick.id},1,abc`)
	expect(wireUserLookup.parse(mixed.json).users).toHaveLength(1)
	expect(mixed.json).toMatchObject({ errors: [{ error: 'invalid.format', id: 'abc' }] })
	expect((await lookUp('uid=1,2')).status).toBe(204)
	expect((await lookUp('email=none')).json).toEqual({
		users: [],
		errors: [{ error: 'invalid.format', email: 'none' }],
	})
})

test('a lookup takes one kind of value and at most a hundred of them', async () => {
	const hundred = Array.from({ length: 100 }, (_, index) => index + 1).join(',')
	expect((await lookUp(`uid=${hundred}`)).status).toBe(204)
	for (const query of ['', 'uid=', `uid=${hundred},101`, 'uid=1&email=a@b']) {
		expect((await lookUp(query)).status, query).toBe(400)
	}
})

test('a disabled account is looked up unless only the active are asked for, and is not found by a search', async () => {
	const ids = Array.from({ length: 100 }, (_, index) => String((105n << 36n) + 5000n + BigInt(index))).join(
		',',
	)
	const some = async (query: string) =>
		wireUserLookup.parse((await lookUp(`uid=${ids}${query}`)).json).users ?? []
	const [all, active, disabled] = [await some(''), await some('&active=true'), await some('&active=false')]
	expect(active.length + disabled.length).toBe(all.length)
	expect(disabled.length).toBeGreaterThan(0)
	const { count } = await found({ query: 'example.com' })
	expect(count).toBeLessThan(2000)
})

test('the directory needs a session, and no entitlement', async () => {
	const none = await pod.logIn('scopekeeper-none')
	expect((await none.send('POST', '/pod/v1/user/search', { query: 'avery' })).status).toBe(200)
	expect((await none.get('/pod/v3/users?username=aquill')).status).toBe(200)
	const signedOut = await pod.client.send('GET', '/pod/v3/users?username=aquill', undefined, {
		sessionToken: '',
	})
	expect(signedOut.status).toBe(401)
})
