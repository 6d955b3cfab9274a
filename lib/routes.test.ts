import fc from 'fast-check'
import { expect, it } from 'vitest'
import { routeMatcher } from './routes.ts'

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
