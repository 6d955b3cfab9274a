import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '#lib/errors.ts'
import { getGroup } from './groups.ts'
import { callUrl, encodeSegment } from './path.ts'
import { json, startScriptedPod } from './testing/scripted-pod.ts'

const base = 'https://acme.symphony.com/pod'
const segment = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !['.', '..'].includes(text))

describe('an address', () => {
	it('carries any identifier as exactly one path segment, encoded once', () => {
		fc.assert(
			fc.property(segment, segment, (first, second) => {
				const { pathname, search, hash, origin } = new URL(callUrl(base, ['v2', first, 'x', second]))
				const segments = pathname.split('/').map(decodeURIComponent)
				expect({ segments, search, hash, origin }).toEqual({
					segments: ['', 'pod', 'v2', first, 'x', second],
					search: '',
					hash: '',
					origin: 'https://acme.symphony.com',
				})
			}),
		)
	})

	it.each(['', '.', '..'])('never carries the identifier %j, which a URL would swallow', (text) => {
		expect(() => encodeSegment(text)).toThrow(AppError)
	})

	it('never carries half of a surrogate pair', () => {
		expect(() => encodeSegment('a\uD800')).toThrow(AppError)
	})

	it('leaves out what a query does not ask for, and encodes the rest', () => {
		expect(
			callUrl(base, ['v3', 'users'], { email: 'a+b&c@example.com', local: true, after: undefined }),
		).toBe(`${base}/v3/users?email=a%2Bb%26c%40example.com&local=true`)
	})

	it('reaches the pod as written, and an identifier that cannot be one reaches nobody', async () => {
		const pod = await startScriptedPod()
		pod.onCall(json(200, { id: 'a/b?c#d%e+f ü' }))
		await getGroup(pod.client(), 'a/b?c#d%e+f ü')
		await expect(getGroup(pod.client(), '..')).rejects.toMatchObject({ code: 'invalid_input' })
		expect(pod.calls.map(({ target }) => target)).toEqual([
			'/pod/v2/admin/usergroups/a%2Fb%3Fc%23d%25e%2Bf%20%C3%BC',
		])
	})
})
