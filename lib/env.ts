import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { withAuthority } from './database-address.ts'
import { readVariables, type Source, type Variables } from './env-variables.ts'
import { AppError } from './errors.ts'
import { isLoopback, readPrivateKey } from './pod-settings.ts'
import { readSigningKey } from './signing-key.ts'

/**
 * The only reader of `process.env`. `readEnv` turns variables into a configuration or throws one sentence;
 * the launcher calls it before anything starts, the console through `env()`.
 *
 * The sandbox pod is in use exactly while `SYMPHONY_POD_URL` is absent: it then answers on loopback at
 * `SANDBOX_PORT`. No other variable can turn the sandbox's sign-in on.
 */

export type PodCredentials =
	| { kind: 'key'; username: string; privateKeyPath: string }
	| { kind: 'token'; token: string }

export interface OidcSettings {
	issuer: string
	clientId: string
	clientSecret: string
	roleClaim: string
	/** Values of the role claim, by the role that each gives. */
	roleValues: { administrator: string[]; officer: string[]; support: string[]; auditor: string[] }
	podUserClaim: string | null
}

export interface Env {
	/** The development server, which evaluates code and talks to its page by a socket. */
	development: boolean
	host: string
	port: number
	/** Absolute path. */
	dataDir: string
	/** The app role's database; `null` where the launcher brings one up. */
	databaseUrl: string | null
	databaseOwnerUrl: string | null
	/** Connections of one process; how long the server lets one statement run. */
	database: { poolSize: number; statementTimeoutMs: number }
	pod: {
		url: string
		loginUrl: string
		sandbox: boolean
		credentials: PodCredentials
		groupType: string
		globalGroupId: string | null
		settleMs: number
	}
	sandbox: { port: number; users: number; groups: number; latencyMs: number }
	oidc: OidcSettings | null
	/** `null` in the sandbox, where next-auth derives it from the request. */
	publicUrl: string | null
	/** `null` where the launcher makes one. */
	authSecret: string | null
	session: { idleMs: number; maxMs: number }
	checkpoint: {
		/** Name of the record's log; `null` where the launcher makes one. */
		origin: string | null
		/** The private key's file (absolute path, Ed25519, PEM). The launcher makes it where it is missing in `dataDir`. */
		keyPath: string
		/** Where checkpoints are also sent: a file to append to (absolute path), an address to post to. */
		file: string | null
		url: string | null
	}
	/** Who else must agree to a change: nobody, another officer, or two of them. */
	approvals: 'direct' | 'second' | 'two'
	requests: {
		/** From now to the latest end that may be asked for. */
		maxGrantMs: number
		/** From asking to when it is due. */
		slaMs: number
		/** Days before an end at which notice is given, the most first. */
		noticeDays: number[]
	}
	/** How many proxies of one's own stand in front, each of which appends its peer to `X-Forwarded-For`. */
	trustedProxyHops: number
	/** What the limits of `lib/limits/limits.ts` are multiplied by, in percent. */
	rateLimitPercent: number
	/** Bearer token for metrics; `null`: loopback only. */
	opsToken: string | null
}

function refuse(sentence: string): never {
	throw new AppError('invalid_input', sentence)
}

export function readCredentials(given: Variables, dataDir: string): PodCredentials {
	const { SYMPHONY_BOT_USERNAME: username, SYMPHONY_BOT_PRIVATE_KEY_PATH: keyPath } = given
	if (given.SYMPHONY_SESSION_TOKEN) return { kind: 'token', token: given.SYMPHONY_SESSION_TOKEN }
	if (!given.SYMPHONY_POD_URL) {
		const privateKeyPath = resolve(keyPath ?? join(dataDir, 'sandbox', 'bot-key.pem'))
		// The launcher makes it where it is missing.
		if (existsSync(privateKeyPath)) checkKeyFile(privateKeyPath)
		return { kind: 'key', username: username ?? 'scopekeeper-bot', privateKeyPath }
	}
	if (!username || !keyPath) {
		return refuse(
			'A real pod needs its service account: set SYMPHONY_BOT_USERNAME and SYMPHONY_BOT_PRIVATE_KEY_PATH, or SYMPHONY_SESSION_TOKEN for a trial.',
		)
	}
	checkKeyFile(keyPath)
	return { kind: 'key', username, privateKeyPath: resolve(keyPath) }
}

function checkKeyFile(path: string): void {
	readPrivateKey(readKeyFile(path))
}

function readKeyFile(path: string): string {
	try {
		return readFileSync(path, 'utf8')
	} catch {
		return refuse('The file that SYMPHONY_BOT_PRIVATE_KEY_PATH names cannot be read.')
	}
}

export const readDatabaseUrl = (given: Variables, variable: 'DATABASE_URL' | 'DATABASE_OWNER_URL') => {
	const { [variable]: url, DATABASE_CA_PATH: caPath } = given
	return url ? withAuthority(url, caPath, variable) : null
}

export function readCheckpoint(given: Variables, dataDir: string): Env['checkpoint'] {
	const { CHECKPOINT_KEY_PATH: ownKeyPath, CHECKPOINT_FILE: file } = given
	if (ownKeyPath) readSigningKey(ownKeyPath, 'The file that CHECKPOINT_KEY_PATH names')
	return {
		origin: given.CHECKPOINT_ORIGIN ?? null,
		keyPath: resolve(ownKeyPath ?? join(dataDir, 'checkpoint-key.pem')),
		file: file ? resolve(file) : null,
		url: given.CHECKPOINT_URL ?? null,
	}
}

const values = (list: string | undefined) =>
	(list ?? '')
		.split(',')
		.map((value) => value.trim())
		.filter(Boolean)

export function readOidc(given: Variables): OidcSettings | null {
	const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = given
	if (!issuer && !clientId && !clientSecret) {
		if (!given.SYMPHONY_POD_URL) return null
		return refuse(
			'A real pod needs single sign-on: set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, or leave SYMPHONY_POD_URL out to use the sandbox pod.',
		)
	}
	if (!issuer || !clientId || !clientSecret) {
		return refuse('Single sign-on needs all of OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.')
	}
	if (!given.NEXTAUTH_URL || !given.NEXTAUTH_SECRET) {
		return refuse('Single sign-on needs NEXTAUTH_URL (the console’s own address) and NEXTAUTH_SECRET.')
	}
	const roleValues = {
		administrator: values(given.ROLE_ADMIN),
		officer: values(given.ROLE_OFFICER),
		support: values(given.ROLE_SUPPORT),
		auditor: values(given.ROLE_AUDITOR),
	}
	if (Object.values(roleValues).every((list) => list.length === 0)) {
		return refuse(
			'Nobody could sign in: set at least one of ROLE_OFFICER, ROLE_ADMIN, ROLE_SUPPORT and ROLE_AUDITOR to a value of the role claim.',
		)
	}
	return {
		issuer,
		clientId,
		clientSecret,
		roleClaim: given.OIDC_ROLE_CLAIM,
		roleValues,
		podUserClaim: given.OIDC_POD_USER_CLAIM ?? null,
	}
}

/** Without single sign-on whoever reaches the console is let in. */
export function requireFitHost({ HOST: host }: Variables, oidc: OidcSettings | null): void {
	if (oidc || isLoopback(host)) return
	refuse('The sandbox’s sign-in asks for no password, so HOST must be a loopback address such as 127.0.0.1.')
}

export const podUrlOf = (given: Variables) =>
	given.SYMPHONY_POD_URL ?? `http://127.0.0.1:${given.SANDBOX_PORT}/pod`

const readNoticeDays = (list: string) =>
	[...new Set(values(list).map(Number))].filter((days) => days > 0).toSorted((one, other) => other - one)

export const loginUrlOf = (given: Variables) =>
	given.SYMPHONY_LOGIN_URL ?? `${new URL(podUrlOf(given)).origin}/login`

/**
 * Reads a configuration from variables; blank ones count as absent.
 * @throws AppError `invalid_input` with the one sentence to show, where a variable makes no sense
 */
export function readEnv(source: Source): Env {
	const given = readVariables(source)
	const dataDir = resolve(given.DATA_DIR)
	const oidc = readOidc(given)
	requireFitHost(given, oidc)
	const podUrl = podUrlOf(given)
	return {
		development: source.NODE_ENV === 'development',
		host: given.HOST,
		port: given.PORT,
		dataDir,
		databaseUrl: readDatabaseUrl(given, 'DATABASE_URL'),
		databaseOwnerUrl: readDatabaseUrl(given, 'DATABASE_OWNER_URL'),
		database: {
			poolSize: given.DATABASE_POOL_SIZE,
			statementTimeoutMs: given.DATABASE_STATEMENT_TIMEOUT_MS,
		},
		pod: {
			url: podUrl,
			loginUrl: loginUrlOf(given),
			sandbox: !given.SYMPHONY_POD_URL,
			credentials: readCredentials(given, dataDir),
			groupType: given.SYMPHONY_GROUP_TYPE,
			globalGroupId: given.SYMPHONY_GLOBAL_GROUP_ID ?? null,
			settleMs: given.SYMPHONY_SETTLE_SECONDS * 1000,
		},
		sandbox: {
			port: given.SANDBOX_PORT,
			users: given.SANDBOX_USERS,
			groups: given.SANDBOX_GROUPS,
			latencyMs: given.SANDBOX_LATENCY_MS,
		},
		oidc,
		publicUrl: given.NEXTAUTH_URL ?? null,
		authSecret: given.NEXTAUTH_SECRET ?? null,
		checkpoint: readCheckpoint(given, dataDir),
		approvals: given.APPROVALS ?? (given.SYMPHONY_POD_URL ? 'second' : 'direct'),
		requests: {
			maxGrantMs: given.MAX_GRANT_DAYS * 86_400_000,
			slaMs: given.REQUEST_SLA_HOURS * 3_600_000,
			noticeDays: readNoticeDays(given.EXPIRY_NOTICE_DAYS),
		},
		trustedProxyHops: given.TRUSTED_PROXY_HOPS,
		rateLimitPercent: given.RATE_LIMIT_PERCENT,
		opsToken: given.OPS_TOKEN ?? null,
		session: { idleMs: given.SESSION_IDLE_MINUTES * 60_000, maxMs: given.SESSION_MAX_HOURS * 3_600_000 },
	}
}

let current: Env | undefined

/** This process's configuration. */
export function env(): Env {
	current ??= readEnv(process.env)
	return current
}
