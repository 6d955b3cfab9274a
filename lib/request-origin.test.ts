import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isForeignRead, isOwnHost, isOwnWrite } from './request-origin.ts'

const publicUrl = 'https://scopekeeper.example.com'
const publicHost = 'scopekeeper.example.com'
const sent = (headers: Record<string, string | null>) =>
	new Headers(Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [[name, value]])))

const loopbackHost = fc
	.tuple(
		fc.constantFrom('127.0.0.1', 'localhost', '[::1]', '127.8.9.1'),
		fc.integer({ min: 1025, max: 65_535 }),
	)
	.map(([name, port]) => `${name}:${port}`)
const foreignHost = fc.oneof(
	fc.domain(),
	fc.constantFrom(
		'127.0.0.1.evil.example',
		'localhost.evil.example',
		'evil-scopekeeper.example.com',
		'scopekeeper.example.com.evil.example',
		'127.0.0.1@evil.example',
		'[::2]',
		'0.0.0.0',
		'2130706433',
		'evil.example#127.0.0.1',
		'evil.example/127.0.0.1',
		'',
	),
)
const visible = fc.string({
	unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
})
/** Whatever is not the origin, as close to it as may be. */
const origins = (own: string) =>
	fc.oneof(
		fc.constant(null),
		visible,
		fc.domain().map((name) => `https://${name}`),
		fc.constantFrom(
			'null',
			'',
			`${own}/`,
			`${own}:443`,
			`${own}, ${own}`,
			`${own}.evil.example`,
			`${own}@evil.example`,
			own.replace('https:', 'http:'),
			own.replace('http:', 'https:'),
			own.toUpperCase(),
			own.replace('//', '//evil.'),
			'file://',
			'about:blank',
		),
	)

describe('a write', () => {
	it('of the console’s own page is taken, by its public address or the loopback name it was asked at', () => {
		expect(isOwnWrite(sent({ origin: publicUrl, host: publicHost }), publicUrl)).toBe(true)
		fc.assert(
			fc.property(loopbackHost, fc.constantFrom('same-origin', null), (host, site) => {
				expect(isOwnWrite(sent({ origin: `http://${host}`, host, 'sec-fetch-site': site }), null)).toBe(true)
			}),
		)
	})

	it('without the very origin of the console is refused, missing, null, malformed or foreign', () => {
		fc.assert(
			fc.property(origins(publicUrl), (origin) => {
				fc.pre(origin?.trim() !== publicUrl)
				expect(isOwnWrite(sent({ origin, host: 'scopekeeper.example.com' }), publicUrl)).toBe(false)
			}),
		)
		fc.assert(
			fc.property(
				loopbackHost.chain((host) => fc.tuple(fc.constant(host), origins(`http://${host}`))),
				([host, origin]) => {
					fc.pre(origin?.trim() !== `http://${host}`)
					expect(isOwnWrite(sent({ origin, host }), null)).toBe(false)
				},
			),
		)
	})

	it('is refused in the sandbox under a name that only leads to this machine, though both headers agree', () => {
		fc.assert(
			fc.property(foreignHost, (host) => {
				expect(isOwnWrite(sent({ origin: `http://${host}`, host }), null)).toBe(false)
			}),
		)
	})

	it('asks for the very host of its origin, as Next wants it of an action', () => {
		const hosts = ['localhost:1', '127.0.0.1:3000', `${publicHost}:443`, publicHost.toUpperCase(), '', null]
		for (const host of hosts) {
			expect(isOwnWrite(sent({ origin: publicUrl, host }), publicUrl), String(host)).toBe(false)
		}
		// The console hands an action on to another page of its own by the name under which it was asked.
		const handedOn = { origin: publicUrl, host: 'localhost:3000', 'x-forwarded-host': publicHost }
		expect(isOwnWrite(sent(handedOn), publicUrl)).toBe(true)
		for (const [origin, host] of [
			['http://localhost:3000', 'LOCALHOST:3000'],
			['http://localhost', 'localhost:80'],
		] as const) {
			expect(isOwnWrite(sent({ origin, host }), null), host).toBe(false)
		}
	})

	it.each(['cross-site', 'same-site', 'none', 'garbage'])('that the browser calls %s is refused', (site) => {
		const headers = { origin: publicUrl, host: publicHost, 'sec-fetch-site': site }
		expect(isOwnWrite(sent(headers), publicUrl)).toBe(false)
	})
})

describe('a name of the console', () => {
	it('is its public one or a loopback name, and no other', () => {
		for (const host of [
			'scopekeeper.example.com',
			'Scopekeeper.Example.COM',
			'scopekeeper.example.com:443',
		]) {
			expect(isOwnHost(sent({ host }), publicUrl), host).toBe(true)
		}
		expect(isOwnHost(sent({ host: 'scopekeeper.example.com:8443' }), publicUrl)).toBe(false)
		expect(isOwnHost(sent({}), publicUrl)).toBe(false)
		fc.assert(
			fc.property(loopbackHost, fc.constantFrom(publicUrl, null), (host, url) => {
				expect(isOwnHost(sent({ host }), url)).toBe(true)
			}),
		)
		fc.assert(
			fc.property(foreignHost, fc.constantFrom(publicUrl, null), (host, url) => {
				expect(isOwnHost(sent({ host }), url)).toBe(false)
			}),
		)
	})
})

it('a read by another site’s page is foreign, a link from there is not', () => {
	const from = (
		site: string,
		mode: string | null,
		dest: string | null = null,
		purpose: string | null = null,
	) =>
		isForeignRead(
			sent({
				'sec-fetch-site': site,
				'sec-fetch-mode': mode,
				'sec-fetch-dest': dest,
				'sec-purpose': purpose,
			}),
		)
	expect(from('cross-site', 'navigate', 'document')).toBe(false)
	expect(from('cross-site', 'navigate')).toBe(false)
	for (const mode of ['no-cors', 'cors', 'same-origin', 'websocket', null]) {
		expect(from('cross-site', mode), String(mode)).toBe(true)
	}
	for (const dest of ['iframe', 'frame', 'object', 'embed', 'image', '']) {
		expect(from('cross-site', 'navigate', dest), dest).toBe(true)
	}
	expect(from('cross-site', 'navigate', 'document', 'prefetch;prerender')).toBe(true)
	for (const site of ['same-origin', 'same-site', 'none']) expect(from(site, 'cors'), site).toBe(false)
	expect(isForeignRead(sent({}))).toBe(false)
})
