import { readFileSync } from 'node:fs'
import { env, type PodCredentials } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { processSingleton } from '#lib/process-singleton.ts'
import { createPodClient, type PodClient } from './client.ts'
import type { Credentials } from './session-token.ts'

/**
 * The process's one client for the pod that is configured.
 * @throws AppError `invalid_input` where the configuration cannot be used
 */
export function getPod(): PodClient {
	return processSingleton('pod', () => {
		const { url, loginUrl, credentials, groupType, globalGroupId } = env().pod
		return createPodClient({
			podUrl: url,
			loginUrl,
			credentials: loadCredentials(credentials),
			groupType,
			globalGroupId,
		})
	})
}

/** @throws AppError `invalid_input` where the key cannot be read */
export function loadCredentials(credentials: PodCredentials): Credentials {
	if (credentials.kind === 'token') return credentials
	const { username, privateKeyPath } = credentials
	try {
		return { kind: 'key', username, privateKeyPem: readFileSync(privateKeyPath, 'utf8') }
	} catch {
		throw new AppError(
			'invalid_input',
			'The service account’s private key cannot be read. Ask whoever operates the console to check SYMPHONY_BOT_PRIVATE_KEY_PATH.',
		)
	}
}
