import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { AppError } from './errors.ts'

function readText(path: string, named: string): string {
	try {
		return readFileSync(path, 'utf8')
	} catch (cause) {
		throw new AppError('invalid_input', `${named} cannot be read.`, { cause })
	}
}

function parsePem(pem: string): KeyObject | null {
	try {
		return createPrivateKey(pem)
	} catch {
		return null
	}
}

/**
 * The key that signs checkpoints from its file: Ed25519, PEM, PKCS#8, unencrypted.
 * @param named what the file is called in the sentence; nothing of its content is
 * @throws AppError `invalid_input`
 */
export function readSigningKey(path: string, named = `The file ${path}`): KeyObject {
	const key = parsePem(readText(path, named))
	if (key?.asymmetricKeyType === 'ed25519') return key
	throw new AppError(
		'invalid_input',
		`${named} must hold an Ed25519 private key, unencrypted, as PEM (PKCS#8): \`openssl genpkey -algorithm ed25519\` makes one.`,
	)
}
