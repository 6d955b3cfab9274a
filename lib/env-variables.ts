import { z } from 'zod'
import { blockedPortSentence, isBlockedPort } from './blocked-ports.ts'
import { readDatabaseAddress } from './database-address.ts'
import { AppError } from './errors.ts'
import { isLoopback, readPodAddress, readSessionToken } from './pod-settings.ts'

/** What each variable may be, by itself. What they mean together: `env.ts`. */

export type Source = Record<string, string | undefined>

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

const podAddress = (name: string) =>
	readBy((value) => readPodAddress(value, name)).transform((value) => readPodAddress(value, name))

/** Its own sentence where a reader of a value refuses it. */
const readBy = (read: (value: string) => unknown) =>
	z.string().superRefine((value, context) => {
		try {
			read(value)
		} catch (error) {
			if (!(error instanceof AppError)) throw error
			context.addIssue({ code: 'custom', message: error.message })
		}
	})

const postgresUrl = (name: string) => readBy((value) => readDatabaseAddress(value, name))

const isPlainHttp = ({ protocol, hostname }: URL) => protocol === 'http:' && !isLoopback(hostname)

/** Passwords, cookies and tokens go there: over plain http, whoever is on the way has them. */
const httpsUrl = (name: string, error: string) =>
	z
		.url({ protocol: /^https?$/, error })
		.refine(
			(address) => !URL.canParse(address) || !isPlainHttp(new URL(address)),
			`${name} must begin with https:// (plain http:// is taken for loopback addresses only).`,
		)

const text = z.string().min(1)

const variables = z.object({
	PORT: portNumber('PORT', 3000),
	HOST: text.default('127.0.0.1'),
	DATA_DIR: text.default('.data'),
	DATABASE_URL: postgresUrl('DATABASE_URL').optional(),
	DATABASE_OWNER_URL: postgresUrl('DATABASE_OWNER_URL').optional(),
	DATABASE_CA_PATH: text.optional(),
	DATABASE_POOL_SIZE: wholeNumber('DATABASE_POOL_SIZE', 2, 200, 10),
	DATABASE_STATEMENT_TIMEOUT_MS: wholeNumber('DATABASE_STATEMENT_TIMEOUT_MS', 1000, 60_000, 15_000),
	SYMPHONY_POD_URL: podAddress('SYMPHONY_POD_URL').optional(),
	SYMPHONY_LOGIN_URL: podAddress('SYMPHONY_LOGIN_URL').optional(),
	SYMPHONY_BOT_USERNAME: text.optional(),
	SYMPHONY_BOT_PRIVATE_KEY_PATH: text.optional(),
	SYMPHONY_SESSION_TOKEN: readBy(readSessionToken).optional(),
	SYMPHONY_GROUP_TYPE: text.default('ROLE_SCOPE'),
	SYMPHONY_GLOBAL_GROUP_ID: text.optional(),
	SYMPHONY_SETTLE_SECONDS: wholeNumber('SYMPHONY_SETTLE_SECONDS', 1, 3600, 30),
	SANDBOX_PORT: portNumber('SANDBOX_PORT', 4010),
	SANDBOX_USERS: wholeNumber('SANDBOX_USERS', 50, 200_000, 2000),
	SANDBOX_GROUPS: wholeNumber('SANDBOX_GROUPS', 10, 5000, 60),
	SANDBOX_LATENCY_MS: wholeNumber('SANDBOX_LATENCY_MS', 0, 60_000, 0),
	OIDC_ISSUER: httpsUrl(
		'OIDC_ISSUER',
		'OIDC_ISSUER must be an address such as https://login.example.com.',
	).optional(),
	OIDC_CLIENT_ID: text.optional(),
	OIDC_CLIENT_SECRET: text.optional(),
	OIDC_ROLE_CLAIM: text.default('groups'),
	OIDC_POD_USER_CLAIM: text.optional(),
	ROLE_OFFICER: text.optional(),
	ROLE_ADMIN: text.optional(),
	ROLE_SUPPORT: text.optional(),
	ROLE_AUDITOR: text.optional(),
	NEXTAUTH_URL: httpsUrl(
		'NEXTAUTH_URL',
		'NEXTAUTH_URL must be the address at which people reach the console.',
	).optional(),
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
	// On the way, anybody could take a checkpoint in the witness's place, and read the password beside it.
	CHECKPOINT_URL: httpsUrl(
		'CHECKPOINT_URL',
		'CHECKPOINT_URL must be an address such as https://witness.acme.com/checkpoints.',
	).optional(),
	TRUSTED_PROXY_HOPS: wholeNumber('TRUSTED_PROXY_HOPS', 0, 10, 0),
	RATE_LIMIT_PERCENT: wholeNumber('RATE_LIMIT_PERCENT', 1, 1_000_000, 100),
	OPS_TOKEN: z.string().min(16, 'OPS_TOKEN must have at least 16 characters.').optional(),
	SESSION_IDLE_MINUTES: wholeNumber('SESSION_IDLE_MINUTES', 1, 1440, 30),
	SESSION_MAX_HOURS: wholeNumber('SESSION_MAX_HOURS', 1, 168, 12),
	APPROVALS: z.enum(['direct', 'second', 'two'], 'APPROVALS must be “direct”, “second” or “two”.').optional(),
	MAX_GRANT_DAYS: wholeNumber('MAX_GRANT_DAYS', 1, 3650, 365),
	REQUEST_SLA_HOURS: wholeNumber('REQUEST_SLA_HOURS', 1, 720, 8),
	EXPIRY_NOTICE_DAYS: z
		.string()
		.regex(
			/^\s*\d{1,3}(\s*,\s*\d{1,3})*\s*$/,
			'EXPIRY_NOTICE_DAYS must be whole numbers of days with commas between them, such as 7,1.',
		)
		.default('7,1'),
})
export type Variables = z.infer<typeof variables>

const withoutBlanks = (source: Source) =>
	Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()))

/**
 * Reads each variable by itself; blank ones count as absent.
 * @throws AppError `invalid_input` with the one sentence to show
 */
export function readVariables(source: Source): Variables {
	const parsed = variables.safeParse(withoutBlanks(source))
	if (parsed.success) return parsed.data
	const [issue] = parsed.error.issues
	throw new AppError('invalid_input', issue?.message ?? 'A variable makes no sense.')
}

/**
 * Every variable that makes no sense by itself, not only the first, each with its sentence.
 */
export function findVariableProblems(source: Source): { variable: string; sentence: string }[] {
	const parsed = variables.safeParse(withoutBlanks(source))
	if (parsed.success) return []
	return parsed.error.issues.map(({ path, message }) => ({ variable: String(path[0]), sentence: message }))
}
