import { readDatabaseAddress, tlsWarning } from './database-address.ts'
import { type Env, env } from './env.ts'
import { log } from './log.ts'
import { isPublic } from './pod-settings.ts'
import { openFileWarning } from './secret-file.ts'

type Settings = Pick<Env, 'databaseUrl' | 'databaseOwnerUrl'> & {
	credentials: Env['pod']['credentials'] | null
	checkpointKeyPath: string | null
}

/**
 * The files that hold a key, each under what it is called in a sentence.
 */
export function secretFiles({
	databaseUrl,
	databaseOwnerUrl,
	credentials,
	checkpointKeyPath,
}: Settings): { path: string; what: string }[] {
	const files = [
		credentials?.kind === 'key' && {
			path: credentials.privateKeyPath,
			what: 'The service account’s key (SYMPHONY_BOT_PRIVATE_KEY_PATH)',
		},
		checkpointKeyPath && {
			path: checkpointKeyPath,
			what: 'The key of the checkpoints (CHECKPOINT_KEY_PATH)',
		},
		...[databaseUrl, databaseOwnerUrl].map((url) => {
			const path = url ? readDatabaseAddress(url).keyPath : null
			return path && { path, what: 'The client’s key of the database (sslkey)' }
		}),
	].filter((file) => typeof file === 'object' && file !== null)
	return [...new Map(files.map((file) => [file.path, file])).values()]
}

/**
 * What the proxy in front, which HTTPS on a public address means, leaves open: a sentence each.
 */
export function findProxyWarnings({
	publicUrl,
	opsToken,
	trustedProxyHops,
}: Pick<Env, 'publicUrl' | 'opsToken' | 'trustedProxyHops'>): string[] {
	if (!isPublic(publicUrl)) return []
	return [
		!opsToken &&
			'OPS_TOKEN is not set, so nobody is given metrics, and readiness without its reasons: set it, and give it to what watches over the console.',
		trustedProxyHops === 0 &&
			'TRUSTED_PROXY_HOPS is 0, so everybody who comes through the proxy of NEXTAUTH_URL counts as one address, shares one limit and stands under it in the record: set it to how many proxies of your own stand in front.',
	].filter((warning) => typeof warning === 'string')
}

/**
 * What of a configuration works and is weak, a sentence each. Not refused: images and clusters hand keys over with
 * permissions that nobody there can change, and a network of the firm's own is theirs to judge.
 */
export function findEnvWarnings(given: Env): string[] {
	const { databaseUrl, databaseOwnerUrl, pod, checkpoint } = given
	const files = secretFiles({
		databaseUrl,
		databaseOwnerUrl,
		credentials: pod.credentials,
		checkpointKeyPath: checkpoint.keyPath,
	})
	return [
		databaseUrl && tlsWarning(databaseUrl, 'DATABASE_URL'),
		databaseOwnerUrl && tlsWarning(databaseOwnerUrl, 'DATABASE_OWNER_URL'),
		...files.map(({ path, what }) => openFileWarning(path, what)),
		...findProxyWarnings(given),
	].filter((warning): warning is string => Boolean(warning))
}

/** Tells them in the log. */
export function tellEnvWarnings(): void {
	for (const warning of findEnvWarnings(env())) log().warn({ kind: 'start' }, warning)
}
