import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { blockedPortSentence, isBlockedPort } from './blocked-ports.ts'
import { AppError } from './errors.ts'
import { isLoopback, readPodAddress, readPrivateKey, readSessionToken } from './pod-settings.ts'
import { readSigningKey } from './signing-key.ts'

/**
 * The only reader of `process.env`. `readEnv` turns variables into a configuration or throws one sentence;
 * the launcher calls it before anything starts, the console through `env()`.
 *
 * The sandbox pod is in use exactly while `SYMPHONY_POD_URL` is absent: it then answers on loopback at
 * `SANDBOX_PORT`. No other variable can turn the sandbox's sign-in on.
 */

type Source = Record<string, string | undefined>

const wholeNumber = (name: string, least: number, most: number, fallback: number) =>
	z
		.string()
		.regex(/^\d{1,9}$/, `${name} must be a whole number from ${least} to ${most}.`)
		.transform(Number)
		.refine(
			(value) => value >= least && value <= most,
			`${name} must be a whole number from ${least} to ${most}.`,
		)
		.default(fallback)

const portNumber = (name: string, fallback: number) =>
	wholeNumber(name, 1, 65535, fallback).refine((port) => !isBlockedPort(port), blockedPortSentence(name))

const podAddress = (name: string) => z.string().transform((value) => readPodAddress(value, name))

const postgresUrl = (name: string) =>
	z
		.string()
		.refine(
			(value) => URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol),
			`${name} must be an address such as postgresql://user:password@host:5432/scopekeeper.`,
		)

const isPlainHttp = ({ protocol, hostname }: URL) => protocol === 'http:' && !isLoopback(hostname)

const text = z.string().min(1)

const variables = z.object({
	PORT: portNumber('PORT', 3000),
	HOST: text.default('127.0.0.1'),
	DATA_DIR: text.default('.data'),
	DATABASE_URL: postgresUrl('DATABASE_URL').optional(),
	DATABASE_OWNER_URL: postgresUrl('DATABASE_OWNER_URL').optional(),
	SYMPHONY_POD_URL: podAddress('SYMPHONY_POD_URL').optional(),
	SYMPHONY_LOGIN_URL: podAddress('SYMPHONY_LOGIN_URL').optional(),
	SYMPHONY_BOT_USERNAME: text.optional(),
	SYMPHONY_BOT_PRIVATE_KEY_PATH: text.optional(),
	SYMPHONY_SESSION_TOKEN: text.transform(readSessionToken).optional(),
	SYMPHONY_GROUP_TYPE: text.default('ROLE_SCOPE'),
	SYMPHONY_GLOBAL_GROUP_ID: text.optional(),
	SYMPHONY_SETTLE_SECONDS: wholeNumber('SYMPHONY_SETTLE_SECONDS', 1, 3600, 30),
	SANDBOX_PORT: portNumber('SANDBOX_PORT', 4010),
	SANDBOX_USERS: wholeNumber('SANDBOX_USERS', 50, 200_000, 2000),
	SANDBOX_GROUPS: wholeNumber('SANDBOX_GROUPS', 10, 5000, 60),
	SANDBOX_LATENCY_MS: wholeNumber('SANDBOX_LATENCY_MS', 0, 60_000, 0),
	OIDC_ISSUER: z.url('OIDC_ISSUER must be an address such as https://login.example.com.').optional(),
	OIDC_CLIENT_ID: text.optional(),
	OIDC_CLIENT_SECRET: text.optional(),
	OIDC_ROLE_CLAIM: text.default('groups'),
	OIDC_POD_USER_CLAIM: text.optional(),
	ROLE_OFFICER: text.optional(),
	ROLE_ADMIN: text.optional(),
	ROLE_SUPPORT: text.optional(),
	ROLE_AUDITOR: text.optional(),
	NEXTAUTH_URL: z.url('NEXTAUTH_URL must be the address at which people reach the console.').optional(),
	NEXTAUTH_SECRET: z
		.string()
		.min(32, 'NEXTAUTH_SECRET must have at least 32 characters; `openssl rand -base64 32` makes one.')
		.optional(),
	CHECKPOINT_ORIGIN: z
		.string()
		.regex(
			/^[^\s+]{1,200}$/,
			'CHECKPOINT_ORIGIN must be a name without spaces and “+”, such as audit.acme.com/scopekeeper.',
		)
		.optional(),
	CHECKPOINT_KEY_PATH: text.optional(),
	CHECKPOINT_FILE: text.optional(),
	CHECKPOINT_URL: z
		.url({
			protocol: /^https?$/,
			error: 'CHECKPOINT_URL must be an address such as https://witness.acme.com/checkpoints.',
		})
		// On the way, anybody could take a checkpoint in the witness's place, and read the password beside it.
		.refine(
			(address) => !URL.canParse(address) || !isPlainHttp(new URL(address)),
			'CHECKPOINT_URL must begin with https:// (plain http:// is taken for loopback addresses only).',
		)
		.optional(),
	OPS_TOKEN: z.string().min(16, 'OPS_TOKEN must have at least 16 characters.').optional(),
	SESSION_IDLE_MINUTES: wholeNumber('SESSION_IDLE_MINUTES', 1, 1440, 30),
	SESSION_MAX_HOURS: wholeNumber('SESSION_MAX_HOURS', 1, 168, 12),
	APPROVALS: z
		.literal(
			'direct',
			'APPROVALS can only be “direct” in this version: it has no approvals by a second person yet.',
		)
		.default('direct'),
})
type Variables = z.infer<typeof variables>

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
	host: string
	port: number
	/** Absolute path. */
	dataDir: string
	/** The app role's database; `null` where the launcher brings one up. */
	databaseUrl: string | null
	databaseOwnerUrl: string | null
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
	/** Bearer token for metrics; `null`: loopback only. */
	opsToken: string | null
}

function refuse(sentence: string): never {
	throw new AppError('invalid_input', sentence)
}

function readVariables(source: Source): Variables {
	const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()))
	const parsed = variables.safeParse(given)
	if (parsed.success) return parsed.data
	const [issue] = parsed.error.issues
	return refuse(issue?.message ?? 'A variable makes no sense.')
}

function readCredentials(given: Variables, dataDir: string): PodCredentials {
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

function readCheckpoint(given: Variables, dataDir: string): Env['checkpoint'] {
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

function readOidc(given: Variables): OidcSettings | null {
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

/**
 * Reads a configuration from variables; blank ones count as absent.
 * @throws AppError `invalid_input` with the one sentence to show, where a variable makes no sense
 */
export function readEnv(source: Source): Env {
	const given = readVariables(source)
	const dataDir = resolve(given.DATA_DIR)
	const oidc = readOidc(given)
	if (!oidc && !isLoopback(given.HOST)) {
		refuse(
			'The sandbox’s sign-in asks for no password, so HOST must be a loopback address such as 127.0.0.1.',
		)
	}
	const podUrl = given.SYMPHONY_POD_URL ?? `http://127.0.0.1:${given.SANDBOX_PORT}/pod`
	return {
		host: given.HOST,
		port: given.PORT,
		dataDir,
		databaseUrl: given.DATABASE_URL ?? null,
		databaseOwnerUrl: given.DATABASE_OWNER_URL ?? null,
		pod: {
			url: podUrl,
			loginUrl: given.SYMPHONY_LOGIN_URL ?? `${new URL(podUrl).origin}/login`,
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
