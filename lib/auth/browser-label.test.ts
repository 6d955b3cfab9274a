import fc from 'fast-check'
import { expect, it } from 'vitest'
import { browserLabel } from './browser-label.ts'

it.each([
	[
		'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
		'Chrome on Windows',
	],
	[
		'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
		'Edge on Windows',
	],
	[
		'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
		'Safari on macOS',
	],
	['Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', 'Firefox on Linux'],
	[
		'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
		'Safari on iPhone',
	],
	[
		'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
		'Chrome on Android',
	],
	['curl/8.5.0', null],
	['', null],
	[null, null],
])('%s is %s', (userAgent, label) => {
	expect(browserLabel(userAgent)).toBe(label)
})

it('says nothing in the words of whoever sends it', () => {
	fc.assert(
		fc.property(fc.string({ maxLength: 2000 }), (text) => {
			expect(browserLabel(`${text} Chrome/1`) ?? '').toMatch(/^[A-Za-z ]{0,40}$/)
		}),
	)
})
