import fc from 'fast-check'
import { beforeAll, expect, it, vi } from 'vitest'
import { afterStepUp, readSignInAim, returnAddress } from './return-path.ts'

const own = 'https://scopekeeper.example.com'
beforeAll(() => {
	vi.stubEnv('NEXTAUTH_URL', own)
})

/** Addresses in every costume in which another host has been smuggled in. */
const address = fc
	.tuple(
		fc.constantFrom(
			'',
			'/',
			'//',
			'///',
			'/\\',
			'\\',
			'/\t/',
			`${own}/`,
			`${own}//`,
			own,
			'https:',
			'javascript:',
		),
		fc.constantFrom('', 'evil.example', '@evil.example', '.evil.example', '/evil.example', ':evil', 'assign'),
		fc.oneof(fc.constantFrom('', '/x', '?group=1', '#x', '/..//evil.example'), fc.string({ maxLength: 8 })),
	)
	.map((parts) => parts.join(''))

it('leads to a path of the console and to nowhere else, whatever is asked for', () => {
	fc.assert(
		fc.property(fc.oneof(address, fc.string()), fc.constantFrom(undefined, '1', 'done'), (asked, again) => {
			for (const callbackUrl of [asked, afterStepUp(asked), `${own}${afterStepUp(asked)}`]) {
				const { returnTo } = readSignInAim({ callbackUrl, again })
				expect(returnTo).toMatch(/^\/(?!\/)/)
				expect(new URL(returnTo, own).origin).toBe(own)
				expect(new URL(returnTo, own).pathname).not.toBe('/sign-in')
			}
		}),
	)
})

it('is an address of the console for next-auth, whatever a cookie or a form asks for', () => {
	fc.assert(
		fc.property(fc.oneof(address, fc.string(), fc.constantFrom('https://[', '%', 'http:')), (asked) => {
			for (const origin of [own, 'http://127.0.0.1:3000']) {
				expect(new URL(returnAddress(asked, origin)).origin).toBe(origin)
			}
		}),
	)
	for (const place of ['/audit?range=all', `${own}/audit?range=all`]) {
		expect(returnAddress(place, own)).toBe(`${own}/audit?range=all`)
	}
})

it('keeps where one was, with its query, also through the provider and back', () => {
	fc.assert(
		fc.property(fc.webPath({ size: 'small' }), fc.webQueryParameters({ size: 'small' }), (path, query) => {
			fc.pre(path.startsWith('/') && !path.startsWith('//') && path !== '/sign-in')
			const { pathname, search } = new URL(`${path}?${query}`, own)
			fc.pre(!pathname.startsWith('//'))
			const place = pathname + search
			expect(readSignInAim({ callbackUrl: place })).toEqual({ returnTo: place, again: 'no' })
			expect(readSignInAim({ callbackUrl: place, again: '1' })).toEqual({ returnTo: place, again: 'asked' })
			// As next-auth hands it back where the provider could not be reached.
			const failed = readSignInAim({ callbackUrl: own + afterStepUp(place) })
			expect(failed).toEqual({ returnTo: place, again: 'asked' })
		}),
	)
})
