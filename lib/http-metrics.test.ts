import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { expect, it, onTestFinished, vi } from 'vitest'
import { routeMatcher, watchHttp } from './http-metrics.ts'
import { meters } from './metrics.ts'

const routes = ['/', '/assign', '/audit/[sequence]', '/audit/pair', '/api/auth/[...nextauth]']
const routeOf = routeMatcher(routes)

it.each([
	['/', '/'],
	['/assign', '/assign'],
	['/audit/12', '/audit/[sequence]'],
	['/audit/pair', '/audit/pair'],
	['/audit/', 'other'],
	['/audit/12/13', 'other'],
	['/api/auth', 'other'],
	['/api/auth/callback/oidc', '/api/auth/[...nextauth]'],
	['/_next/static/chunks/x.js', 'assets'],
	['/wp-login.php', 'other'],
])('%s is counted as %s', (path, route) => {
	expect(routeOf(path)).toBe(route)
})

it('no address makes a label of its own', () => {
	const known = new Set([...routes, 'assets', 'other'])
	fc.assert(fc.property(fc.string(), (text) => known.has(routeOf(`/${text}`))))
})

it('every request to the process is counted by method, route and how it ended', async () => {
	watchHttp(routes)
	watchHttp(routes)
	const server = createServer((incoming, outgoing) => {
		if (incoming.url === '/audit/7') return
		outgoing.statusCode = incoming.method === 'POST' ? 403 : 200
		outgoing.end('x')
	}).listen(0, '127.0.0.1')
	onTestFinished(() => void server.close())
	await new Promise((resolve) => server.once('listening', resolve))
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

	await fetch(`${url}/assign?group=65d3c3fe`)
	await fetch(`${url}/assign`)
	await fetch(`${url}/assign`, { method: 'POST', body: 'x' })
	await fetch(`${url}/nothing/here`, { method: 'DELETE' })
	const given = request(`${url}/audit/7`).on('error', () => {})
	server.once('request', () => given.destroy())
	given.end()

	const counts = async () => {
		const { values } = await meters().httpRequests.get()
		const whole = values.filter(({ metricName }) => metricName?.endsWith('_count'))
		return whole.map(({ labels, value }) => [labels.method, labels.route, labels.status, value])
	}
	await vi.waitFor(async () => {
		expect(await counts()).toEqual([
			['GET', '/assign', '2xx', 2],
			['POST', '/assign', '4xx', 1],
			['other', 'other', '2xx', 1],
			['GET', '/audit/[sequence]', 'aborted', 1],
		])
	})
})
