import { expect, it } from 'vitest'
import { refuseRequest } from './check-request.ts'

const own = 'http://localhost:3000'

/** The status of the refusal, `null` where the request is let on. */
function refused(method: string, path: string, headers: Record<string, string> = {}): number | null {
	const sent = { host: 'localhost:3000', ...(method === 'POST' ? { origin: own } : {}), ...headers }
	return refuseRequest(new Request(own + path, { method, headers: sent }))?.status ?? null
}

it('no route takes an action, there or not, and none but next-auth’s takes a form', () => {
	const action = { 'next-action': '0'.repeat(42) }
	for (const path of [
		'/api/nothing',
		'/api/changes',
		'/api/health/live',
		'/api/health/foo',
		'/api/metrics',
		'/api/auth/csrf',
		'/api/auth/',
		'/api/',
	]) {
		expect(refused('POST', path, action), path).toBe(405)
		expect(refused('POST', path, { ...action, host: 'evil.example' }), path).toBe(421)
	}
	expect(refused('POST', '/api/changes')).toBe(405)
	expect(refused('POST', '/api/auth/signin/oidc')).toBeNull()
	expect(refused('POST', '/assign', action)).toBeNull()
})

it('a probe’s reads are answered under any name, and nothing beside them', () => {
	const elsewhere = { host: '10.0.0.7:3000' }
	for (const path of ['/api/health/live', '/api/health/ready', '/api/metrics']) {
		expect(refused('GET', path, elsewhere), path).toBeNull()
		expect(refused('HEAD', path, elsewhere), path).toBeNull()
		expect(refused('POST', path, elsewhere), path).toBe(421)
	}
	for (const path of ['/api/health/', '/api/health/foo', '/api/health/live/x', '/api/metrics/x', '/assign']) {
		expect(refused('GET', path, elsewhere), path).toBe(421)
	}
})

it('another site’s page reads nothing, whatever the path, and its links are followed', () => {
	const from = (mode: string) => ({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': mode })
	for (const path of ['/sign-in', '/assign', '/nothing', '/api/changes', '/api/auth/callback/oidc?error=x']) {
		expect(refused('GET', path, from('no-cors')), path).toBe(403)
		expect(refused('HEAD', path, from('no-cors')), path).not.toBeNull()
		expect(refused('GET', path, from('navigate')), path).toBeNull()
	}
})
