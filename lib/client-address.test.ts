import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findClientAddress, placeOf } from './client-address.ts'

const address = fc.oneof(fc.ipV4(), fc.ipV6())
const junk = fc.oneof(fc.string(), fc.constantFrom('unknown', '_hidden', '127.0.0.1', '::1', ''))
/** The plain form of an address, by the same door through which a peer comes. */
const plain = (text: string) => findClientAddress({ peer: text, forwardedFor: undefined, trustedHops: 0 })

describe('the address of whoever asks', () => {
	it('is the socket’s where no proxy is trusted, whatever a header says', () => {
		fc.assert(
			fc.property(address, fc.array(fc.oneof(address, junk)), (peer, told) => {
				const forwardedFor = told.join(', ')
				expect(findClientAddress({ peer, forwardedFor, trustedHops: 0 })).toBe(plain(peer))
			}),
		)
	})

	it('is what the farthest trusted proxy saw, whatever was written before it', () => {
		fc.assert(
			fc.property(
				fc.array(fc.oneof(address, junk)),
				address,
				fc.array(address, { maxLength: 4 }),
				address,
				(written, client, proxies, peer) => {
					const forwardedFor = [...written, client, ...proxies].join(', ')
					const trustedHops = proxies.length + 1
					expect(findClientAddress({ peer, forwardedFor, trustedHops })).toBe(plain(client))
				},
			),
		)
	})

	it('is the socket’s where a trusted proxy says nothing that is an address', () => {
		for (const forwardedFor of [undefined, '', 'unknown', '192.0.2.1, unknown', '192.0.2.1,']) {
			expect(findClientAddress({ peer: '10.0.0.1', forwardedFor, trustedHops: 1 })).toBe('10.0.0.1')
		}
	})

	it('is read in every form in which proxies write it', () => {
		for (const [written, read] of [
			['192.0.2.7:51234', '192.0.2.7'],
			['[2001:db8::7]:51234', '2001:db8::7'],
			['2001:0DB8:0:0::7', '2001:db8::7'],
			['::ffff:192.0.2.7', '192.0.2.7'],
			['::ffff:c000:207', '192.0.2.7'],
			['fe80::1%eth0', 'fe80::1'],
		] as const) {
			expect(findClientAddress({ peer: '10.0.0.1', forwardedFor: written, trustedHops: 1 })).toBe(read)
		}
	})
})

describe('a place', () => {
	it('is one for all addresses of a /64, and another for every other', () => {
		const part = fc.integer({ min: 0, max: 0xffff })
		const half = fc.tuple(part, part, part, part).map((parts) => parts.map((n) => n.toString(16)).join(':'))
		fc.assert(
			fc.property(half, half, half, half, (network, elsewhere, one, two) => {
				const at = (net: string, host: string) => placeOf(plain(`${net}:${host}`) ?? '')
				expect(at(network, one)).toBe(at(network, two))
				if (network !== elsewhere) expect(at(network, one)).not.toBe(at(elsewhere, one))
			}),
		)
		expect(placeOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64')
		expect(placeOf('192.0.2.7')).toBe('192.0.2.7')
	})
})
