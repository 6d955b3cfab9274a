import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { sha256 } from './slow-tree.ts'

/** Checkpoints as C2SP signed notes, made the plain way. */

export interface Signer {
	name: string
	privateKey: KeyObject
	/** 4 bytes. */
	keyId: Buffer
	/** Its line in a key file. */
	verifierKey: string
}

export function makeSigner(name: string): Signer {
	const { privateKey, publicKey } = generateKeyPairSync('ed25519')
	const raw = Buffer.concat([
		Uint8Array.of(1),
		Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url'),
	])
	const keyId = sha256(`${name}\n`, raw).subarray(0, 4)
	return {
		name,
		privateKey,
		keyId,
		verifierKey: `${name}+${keyId.toString('hex')}+${raw.toString('base64')}`,
	}
}

export function signatureLine(text: string, { name, privateKey, keyId }: Signer): string {
	const signature = sign(null, Buffer.from(text), privateKey)
	return `— ${name} ${Buffer.concat([keyId, signature]).toString('base64')}\n`
}

/** A note over `text`, which ends with a line end. */
export function signNote(text: string, ...signers: Signer[]): string {
	return `${text}\n${signers.map((signer) => signatureLine(text, signer)).join('')}`
}

export function checkpointText(origin: string, size: number, root: Buffer): string {
	return `${origin}\n${size}\n${root.toString('base64')}\n`
}
