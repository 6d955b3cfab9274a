import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { addressHeader } from './client-address.ts'
import { log } from './log.ts'
import { requestIdHeader } from './request-id.ts'
import { watchRequests } from './watch-requests.ts'

/** A server of Node's own, behind one trusted proxy and reached by HTTPS. */
let seen: IncomingHttpHeaders = {}
let asked = ''
const server = createServer(({ headers, method, url }, answer) => {
	seen = headers
	asked = `${method} ${url}`
	answer.end()
})

beforeAll(async () => {
	for (const [name, value] of Object.entries({
		TRUSTED_PROXY_HOPS: '1',
		OIDC_ISSUER: 'https://login.example.com',
		OIDC_CLIENT_ID: 'scopekeeper',
		OIDC_CLIENT_SECRET: 'secret',
		NEXTAUTH_URL: 'https://scopekeeper.example.com',
		NEXTAUTH_SECRET: 'x'.repeat(32),
		ROLE_OFFICER: 'officers',
	})) {
		vi.stubEnv(name, value)
	}
	vi.spyOn(log(), 'info').mockReturnValue()
	watchRequests([])
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => server.close())

async function ask(headers: Record<string, string>): Promise<Response> {
	const address = server.address()
	const port = typeof address === 'object' ? address?.port : 0
	return fetch(`http://127.0.0.1:${port}/`, { headers })
}

it('every answer bears the standing headers, and over HTTPS asks to be reached by nothing else', async () => {
	const { headers } = await ask({})
	expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
	expect(headers.get('content-security-policy')).toContain("default-src 'none'")
	expect(headers.get('x-content-type-options')).toBe('nosniff')
})

it('the address is what the trusted proxy appended, and the socket’s where it said nothing', async () => {
	await ask({ 'x-forwarded-for': '127.0.0.1, 198.51.100.7' })
	expect(seen[addressHeader()]).toBe('198.51.100.7')
	await ask({})
	expect(seen[addressHeader()]).toBe('127.0.0.1')
})

it('what only a proxy or Next itself may say is forgotten, and the rest is kept', async () => {
	const spoofed = [
		'x-middleware-subrequest',
		'x-middleware-set-cookie',
		'x-forwarded-host',
		'x-forwarded-proto',
		'x-forwarded-port',
		'x-real-ip',
		'forwarded',
		'x-matched-path',
		'x-action-forwarded',
		'x-nextjs-data',
		'next-resume',
	]
	await ask({ ...Object.fromEntries(spoofed.map((name) => [name, 'spoofed'])), accept: 'text/kept' })
	expect(Object.values(seen)).not.toContain('spoofed')
	expect(seen.accept).toBe('text/kept')
})

it('a request of the console to itself keeps the address that it came with', async () => {
	await ask({ [addressHeader()]: '198.51.100.7', 'x-forwarded-host': 'scopekeeper.example.com' })
	expect(seen[addressHeader()]).toBe('198.51.100.7')
	expect(seen['x-forwarded-host']).toBe('scopekeeper.example.com')
})

it('what Next would fail over is turned into what is refused, or is not there', async () => {
	const address = server.address()
	const port = typeof address === 'object' ? address?.port : 0
	const askAs = async (method: string, path: string, headers: Record<string, string> = {}) => {
		const [answer] = await once(request({ port, method, path, headers }).end(), 'response')
		answer.resume()
		return asked
	}
	expect(await askAs('TRACE', '/assign')).toBe('OPTIONS /assign')
	expect(await askAs('GET', '/audit/%ff%zz')).toBe('GET /_not-found')
	for (const path of ['*', 'http://evil.example/assign', 'assign', 'http:']) {
		expect(await askAs('GET', path), path).toBe('GET /_not-found')
	}
	for (const host of ['a b', '[', '%', ' ', '127.0.0.1:99999', 'a/b', 'a@b', '127.1']) {
		await askAs('GET', '/', { host })
		expect(seen.host, host).toBe('unreadable.invalid')
	}
	for (const host of ['scopekeeper.example.com', '[::1]:3000', '127.0.0.1:3000']) {
		await askAs('GET', '/', { host })
		expect(seen.host).toBe(host)
	}
	expect(await askAs('GET', '/audit/%20?text=%ff')).toBe('GET /audit/%20?text=%ff')
	await askAs('GET', '/', { 'next-router-state-tree': 'x' })
	expect(seen).not.toHaveProperty('next-router-state-tree')
	const readable = encodeURIComponent('["",{}]')
	await askAs('GET', '/', { 'next-router-state-tree': readable })
	expect(seen['next-router-state-tree']).toBe(readable)
})

it('every request has an id of its own, whatever a visitor calls it', async () => {
	const ids: unknown[] = []
	for (const chosen of ['', 'jane.doe', '5f0c2a9e']) {
		await ask({ [requestIdHeader]: chosen })
		ids.push(seen[requestIdHeader])
	}
	for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}$/)
	expect(new Set([...ids, '5f0c2a9e']).size).toBe(4)
})
