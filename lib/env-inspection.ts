import { resolve } from 'node:path'
import {
	type Env,
	loginUrlOf,
	type OidcSettings,
	podUrlOf,
	readCheckpoint,
	readCredentials,
	readDatabaseUrl,
	readEnv,
	readOidc,
	requireFitHost,
} from './env.ts'
import { findVariableProblems, readVariables, type Source } from './env-variables.ts'
import { AppError } from './errors.ts'

/** What can be tried of a configuration: all of it, or what is left where the start would refuse some. */
export interface KnownSettings
	extends Pick<
		Env,
		'host' | 'port' | 'dataDir' | 'database' | 'publicUrl' | 'opsToken' | 'trustedProxyHops'
	> {
	databaseUrl: string | null
	databaseOwnerUrl: string | null
	pod: {
		sandbox: boolean
		url: string
		loginUrl: string
		groupType: string
		globalGroupId: string | null
		/** `null` where they cannot be used. */
		credentials: Env['pod']['credentials'] | null
	}
	/** `null` where there is no single sign-on, or it is refused. */
	oidc: OidcSettings | null
	checkpoint: Env['checkpoint'] | null
}

/**
 * Reads a configuration as the start does, but does not stop at the first thing that makes no sense.
 * @returns every sentence that the start would refuse it with, as far as they can be told at once, and what can be tried
 */
export function inspectEnv(source: Source): { problems: string[]; known: KnownSettings } {
	const broken = findVariableProblems(source)
	const problems = new Set(broken.map(({ sentence }) => sentence))
	const names = new Set(broken.map(({ variable }) => variable))
	const given = readVariables(Object.fromEntries(Object.entries(source).filter(([name]) => !names.has(name))))

	function attempt<T>(read: () => T): T | null {
		try {
			return read()
		} catch (error) {
			if (!(error instanceof AppError)) throw error
			// What misses a variable that was told of already says nothing new.
			if (![...names].some((name) => error.message.includes(name))) problems.add(error.message)
			return null
		}
	}

	const dataDir = resolve(given.DATA_DIR)
	const oidc = attempt(() => readOidc(given))
	attempt(() => requireFitHost(given, oidc))
	const known: KnownSettings = {
		host: given.HOST,
		port: given.PORT,
		dataDir,
		databaseUrl: attempt(() => readDatabaseUrl(given, 'DATABASE_URL')),
		databaseOwnerUrl: attempt(() => readDatabaseUrl(given, 'DATABASE_OWNER_URL')),
		database: { poolSize: given.DATABASE_POOL_SIZE, statementTimeoutMs: given.DATABASE_STATEMENT_TIMEOUT_MS },
		publicUrl: given.NEXTAUTH_URL ?? null,
		opsToken: given.OPS_TOKEN ?? null,
		trustedProxyHops: given.TRUSTED_PROXY_HOPS,
		pod: {
			sandbox: !given.SYMPHONY_POD_URL && !names.has('SYMPHONY_POD_URL'),
			url: podUrlOf(given),
			loginUrl: loginUrlOf(given),
			groupType: given.SYMPHONY_GROUP_TYPE,
			globalGroupId: given.SYMPHONY_GLOBAL_GROUP_ID ?? null,
			credentials: names.has('SYMPHONY_POD_URL') ? null : attempt(() => readCredentials(given, dataDir)),
		},
		oidc,
		checkpoint: attempt(() => readCheckpoint(given, dataDir)),
	}
	// Whatever else the start refuses; it says one thing at a time.
	if (problems.size === 0) attempt(() => readEnv(source))
	return { problems: [...problems], known }
}
