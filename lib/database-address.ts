import { isAbsolute, resolve } from 'node:path'
import { AppError } from './errors.ts'
import { isLoopback } from './pod-settings.ts'

/**
 * What an address of PostgreSQL says of TLS: one rule for the start, which refuses a configuration, for every
 * connection, and for `npm run doctor`. Modes mean what PostgreSQL's own programs mean by them (docs/decisions/0023).
 * No sentence quotes an address: it holds a password.
 */

const modes = ['disable', 'require', 'verify-ca', 'verify-full'] as const
export type TlsMode = (typeof modes)[number]

export interface DatabaseAddress {
	/** The address without what is said of TLS, as `pg` takes it. */
	plainUrl: string
	/** For a sentence: host, and port where one is named. */
	shownHost: string
	host: string
	port: number
	database: string
	user: string
	/** Whether the connection stays on this machine. */
	isLocal: boolean
	mode: TlsMode
	/** Files, as absolute paths; `caPath` null: the authorities that Node trusts. */
	caPath: string | null
	certPath: string | null
	keyPath: string | null
}

function refuse(sentence: string): never {
	throw new AppError('invalid_input', sentence)
}

const pathParameters = ['sslrootcert', 'sslcert', 'sslkey'] as const

/** The options of TLS in an address, taken out of it: `pg` would read some of them in another meaning. */
function takeTlsOptions(url: URL, variable: string): Partial<Record<string, string>> {
	const taken: Partial<Record<string, string>> = {}
	for (const [name, value] of [...url.searchParams]) {
		if (!/^ssl|^uselibpqcompat$/i.test(name)) continue
		if (name !== 'sslmode' && !pathParameters.some((known) => known === name)) {
			refuse(
				`${variable} names “${name}”: say what TLS should do with sslmode, sslrootcert, sslcert and sslkey.`,
			)
		}
		if (value) taken[name] = value
		url.searchParams.delete(name)
	}
	return taken
}

function readMode(named: string | undefined, isPrivate: boolean, variable: string): TlsMode {
	if (named === undefined) return isPrivate ? 'disable' : 'verify-full'
	const mode = modes.find((known) => known === named)
	return (
		mode ??
		refuse(
			`${variable} names an sslmode that is none of disable, require, verify-ca and verify-full: a connection is encrypted or it is not, so “prefer” and “allow” are not taken.`,
		)
	)
}

/** `null` where a “%” stands alone. */
function decodedParts({ hostname, pathname, username, password }: URL) {
	try {
		const [host = '', path = '', user = ''] = [hostname, pathname, username, password].map(decodeURIComponent)
		return { hostname: host, pathname: path, username: user }
	} catch {
		return null
	}
}

const absolute = (path: string | undefined) => (path ? resolve(path) : null)

/**
 * Reads an address. Without `sslmode`, a connection that leaves this machine is `verify-full`, and one that does
 * not, and names no certificate, is `disable`.
 * @param variable which variable named it, for the sentence
 * @throws AppError `invalid_input`
 */
export function readDatabaseAddress(address: string, variable = 'DATABASE_URL'): DatabaseAddress {
	const url = URL.canParse(address) ? new URL(address) : null
	const parts = url && /^postgres(ql)?:$/.test(url.protocol) ? decodedParts(url) : null
	if (!url || !parts) {
		refuse(`${variable} must be an address such as postgresql://user:password@host:5432/scopekeeper.`)
	}
	const options = takeTlsOptions(url, variable)
	// `pg` would take an absent host from PGHOST, which is no word of this configuration.
	const host = url.searchParams.get('host') || parts.hostname || 'localhost'
	if (!url.hostname) url.searchParams.set('host', host)
	const isSocket = isAbsolute(host)
	const isLocal = isSocket || isLoopback(host)
	const namesCertificate = pathParameters.some((name) => options[name])
	const mode = isSocket ? 'disable' : readMode(options.sslmode, isLocal && !namesCertificate, variable)
	const caPath = options.sslrootcert === 'system' ? null : absolute(options.sslrootcert)
	if (Boolean(options.sslcert) !== Boolean(options.sslkey)) {
		refuse(`${variable} names one of sslcert and sslkey: a certificate of the client’s needs both.`)
	}
	const port = url.searchParams.get('port') || url.port
	return {
		plainUrl: url.href,
		shownHost: port ? `${host}:${port}` : host,
		host,
		port: Number(port || 5432),
		database: parts.pathname.slice(1),
		user: parts.username,
		isLocal,
		// As PostgreSQL's programs have it: an authority that is named is asked.
		mode: mode === 'require' && caPath ? 'verify-ca' : mode,
		caPath,
		certPath: absolute(options.sslcert),
		keyPath: absolute(options.sslkey),
	}
}

/** @throws AppError `invalid_input` for a mode that means nothing without an authority, where there is none */
export function requireAuthority({ mode, caPath }: DatabaseAddress, variable: string): void {
	if (mode !== 'verify-ca' || caPath) return
	refuse(
		`${variable} asks for sslmode=verify-ca without an authority of one’s own, which anybody with a public certificate would pass: name its file (sslrootcert or DATABASE_CA_PATH), or use verify-full.`,
	)
}

/**
 * The address with DATABASE_CA_PATH in it, where it uses TLS and names no authority itself: from here on, the address
 * alone says how to connect.
 * @throws AppError `invalid_input`
 */
export function withAuthority(address: string, caPath: string | undefined, variable: string): string {
	const given = readDatabaseAddress(address, variable)
	const url = new URL(address)
	if (caPath && given.mode !== 'disable' && !url.searchParams.get('sslrootcert')) {
		url.searchParams.set('sslrootcert', resolve(caPath))
	}
	requireAuthority(readDatabaseAddress(url.href, variable), variable)
	return url.href
}

/** What is weak about how an address is connected to, as a sentence; `null` where nothing is. */
export function tlsWarning(address: string, variable: string): string | null {
	const { isLocal, mode, caPath } = readDatabaseAddress(address, variable)
	if (isLocal) return null
	if (mode === 'disable') {
		return `${variable} leads to another machine without TLS (sslmode=disable): whoever is on the way reads the password and the record, and can change both. Use sslmode=verify-full.`
	}
	if (mode === 'require' && !caPath) {
		return `${variable} asks for TLS without looking at the server’s certificate (sslmode=require): whoever is on the way can answer in its place. Use sslmode=verify-full, with sslrootcert or DATABASE_CA_PATH where its authority is your own.`
	}
	return null
}
