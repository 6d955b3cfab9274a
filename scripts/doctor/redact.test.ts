import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRedactor } from './redact.ts'

const secret = fc
	.string({ unit: 'grapheme', minLength: 6, maxLength: 40 })
	.filter((text) => text.trim().length > 5)

test('no secret of the configuration is left in a text, however an address spells it', () => {
	fc.assert(
		fc.property(secret, secret, secret, (password, token, key) => {
			const url = new URL('postgresql://app@db.acme.com/scopekeeper')
			url.password = encodeURIComponent(password)
			const redact = createRedactor({
				DATABASE_URL: url.href,
				OPS_TOKEN: token,
				CHECKPOINT_URL: `https://witness.acme.com/?key=${encodeURIComponent(key)}`,
			})
			for (const text of [password, url.password, token, key]) expect(redact(`«${text}»`)).not.toContain(text)
		}),
	)
})

test('a name alone in an address is its secret, but for a database’s user', () => {
	const redact = createRedactor({
		HTTPS_PROXY: 'http://canary-token@proxy.acme.com',
		DATABASE_URL: 'postgresql://scopekeeper_app@db.acme.com/x',
	})
	expect(redact('canary-token scopekeeper_app')).toBe('… scopekeeper_app')
})
