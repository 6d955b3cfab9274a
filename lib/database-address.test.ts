import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDatabaseAddress, tlsWarning } from './database-address.ts'
import { readEnv } from './env.ts'

const modeOf = (address: string) => readDatabaseAddress(address).mode
const elsewhere = 'postgresql://app:canary@db.acme.com/scopekeeper'
const here = 'postgresql://app:canary@127.0.0.1:5433/scopekeeper'

describe('an address of a database', () => {
	it.each([
		[elsewhere, 'verify-full'],
		[here, 'disable'],
		['postgresql://app@[::1]/scopekeeper', 'disable'],
		['postgresql:///scopekeeper', 'disable'],
		['postgresql:///scopekeeper?host=/var/run/postgresql', 'disable'],
		['postgresql://app@localhost/scopekeeper?host=db.acme.com', 'verify-full'],
		[`${here}?sslrootcert=ca.pem`, 'verify-full'],
		[`${elsewhere}?sslmode=disable`, 'disable'],
		[`${elsewhere}?sslmode=require`, 'require'],
		[`${elsewhere}?sslmode=require&sslrootcert=ca.pem`, 'verify-ca'],
		[`${elsewhere}?sslmode=verify-ca&sslrootcert=ca.pem`, 'verify-ca'],
		[`${elsewhere}?sslmode=verify-full&sslrootcert=system`, 'verify-full'],
	])('%s is connected to under %s', (address, mode) => {
		expect(modeOf(address)).toBe(mode)
	})

	it('keeps what is said of TLS from pg, which means something else by it', () => {
		const { plainUrl } = readDatabaseAddress(
			`${elsewhere}?sslmode=require&connect_timeout=3&sslrootcert=ca.pem`,
		)
		expect(plainUrl).toBe(`${elsewhere}?connect_timeout=3`)
	})

	it('is refused with one sentence, without its password, for all that weakens TLS unsaid', () => {
		const name = fc.constantFrom('ssl', 'SSL', 'sslnegotiation', 'uselibpqcompat', 'sslpassword', 'sslMode')
		const mode = fc.constantFrom('prefer', 'allow', 'no-verify', 'true', 'VERIFY-FULL')
		const options = fc.oneof(
			name.map((one) => `${one}=true`),
			mode.map((one) => `sslmode=${one}`),
		)
		fc.assert(
			fc.property(fc.constantFrom(here, elsewhere), options, (address, option) => {
				const read = () => readDatabaseAddress(`${address}?${option}`, 'DATABASE_OWNER_URL')
				expect(read).toThrow(/^DATABASE_OWNER_URL names/)
				expect(read).not.toThrow(/canary/)
			}),
		)
	})

	it('is read or refused, whatever it is', () => {
		const part = fc.string({
			unit: fc.constantFrom('a', '%', '2', '/', '@', ':', '?', '&', '=', '[', ' ', 'é', 'ssl'),
		})
		fc.assert(
			fc.property(part, (rest) => {
				try {
					const { plainUrl } = readDatabaseAddress(`postgresql://${rest}`)
					expect(readDatabaseAddress(plainUrl).plainUrl).toBe(plainUrl)
				} catch (error) {
					expect(error).toMatchObject({ code: 'invalid_input' })
				}
			}),
		)
	})

	it('is warned of where it leaves this machine and anybody could be at its other end', () => {
		expect(tlsWarning(`${elsewhere}?sslmode=disable`, 'DATABASE_URL')).toMatch(/^DATABASE_URL.*without TLS/)
		expect(tlsWarning(`${elsewhere}?sslmode=require`, 'DATABASE_URL')).toMatch(
			/without looking at the server/,
		)
		for (const fine of [elsewhere, here, `${elsewhere}?sslmode=require&sslrootcert=ca.pem`]) {
			expect(tlsWarning(fine, 'DATABASE_URL')).toBeNull()
		}
	})
})

describe('the configuration', () => {
	const read = (variables: Record<string, string>) => readEnv(variables).databaseUrl

	it('puts DATABASE_CA_PATH into every address that uses TLS, and names no authority itself', () => {
		const variables = { DATABASE_CA_PATH: 'ca.pem', DATABASE_OWNER_URL: `${elsewhere}?sslrootcert=own.pem` }
		const { databaseUrl, databaseOwnerUrl } = readEnv({ ...variables, DATABASE_URL: elsewhere })
		expect(readDatabaseAddress(databaseUrl ?? '')).toMatchObject({
			caPath: resolve('ca.pem'),
			mode: 'verify-full',
		})
		expect(readDatabaseAddress(databaseOwnerUrl ?? '').caPath).toBe(resolve('own.pem'))
		expect(read({ DATABASE_CA_PATH: 'ca.pem', DATABASE_URL: here })).toBe(here)
	})

	it('reads the same from an address that it has read before', () => {
		const variables = { DATABASE_CA_PATH: 'ca.pem', DATABASE_URL: `${elsewhere}?sslmode=verify-ca` }
		const once = read(variables) ?? ''
		expect(read({ ...variables, DATABASE_URL: once })).toBe(once)
	})

	it('refuses verify-ca without an authority, and half of a certificate', () => {
		expect(() => read({ DATABASE_URL: `${elsewhere}?sslmode=verify-ca` })).toThrow(
			/asks for sslmode=verify-ca/,
		)
		expect(() => read({ DATABASE_URL: `${elsewhere}?sslcert=a.pem` })).toThrow(/needs both/)
	})

	it('bounds connections and statements', () => {
		expect(readEnv({}).database).toEqual({ poolSize: 10, statementTimeoutMs: 15_000 })
		expect(() => readEnv({ DATABASE_POOL_SIZE: '1' })).toThrow(/^DATABASE_POOL_SIZE must be a whole number/)
		expect(() => readEnv({ DATABASE_STATEMENT_TIMEOUT_MS: '0' })).toThrow(/^DATABASE_STATEMENT_TIMEOUT_MS/)
	})
})
