import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto'

/**
 * Signed notes and checkpoints as C2SP defines them (c2sp.org/signed-note, c2sp.org/tlog-checkpoint), with Ed25519
 * keys. A note is its text, an empty line, and a line per signature: `— name base64(key id ‖ signature)`.
 */

/** What a checkpoint says: how many entries the record named `origin` holds, and the root of their tree. */
export interface Checkpoint {
	origin: string
	size: number
	root: Buffer
}

/** A key's public half under the name that signs with it. */
export interface VerifierKey {
	name: string
	/** Four bytes: tells apart the keys of one name. */
	id: Buffer
	publicKey: KeyObject
}

export interface NoteSigner {
	name: string
	/** Ed25519. */
	privateKey: KeyObject
}

const ed25519 = Buffer.from([1])
/** DER of a SubjectPublicKeyInfo that holds an Ed25519 key, up to the key's own 32 bytes. */
const publicKeyPrefix = Buffer.from('302a300506032b6570032100', 'hex')
const idBytes = 4
const maxNoteBytes = 65_536

function keyId(name: string, rawKey: Buffer): Buffer {
	return hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), ed25519, rawKey]), 'buffer').subarray(
		0,
		idBytes,
	)
}

function rawPublicKey(key: KeyObject): Buffer {
	const publicKey = key.type === 'private' ? createPublicKey(key) : key
	return publicKey.export({ type: 'spki', format: 'der' }).subarray(publicKeyPrefix.length)
}

/** Bytes from base64 in its one canonical spelling; `null` for any other. */
function fromBase64(text: string): Buffer | null {
	const bytes = Buffer.from(text, 'base64')
	return bytes.toString('base64') === text ? bytes : null
}

const isName = (text: string) => /^[^\s+\p{Cc}]+$/u.test(text)

/** `name+8 hex digits+base64(0x01 ‖ public key)`, which is all that it takes to check a signer's notes. */
export function formatVerifierKey({ name, privateKey }: NoteSigner): string {
	const raw = rawPublicKey(privateKey)
	const key = Buffer.concat([ed25519, raw]).toString('base64')
	return `${name}+${keyId(name, raw).toString('hex')}+${key}`
}

/** A verifier key from its text; `null` where it is none of an Ed25519 key. */
export function parseVerifierKey(text: string): VerifierKey | null {
	const [, name = '', id = '', key = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? []
	const bytes = fromBase64(key)
	if (!isName(name) || bytes?.length !== 33 || !bytes.subarray(0, 1).equals(ed25519)) return null
	const raw = bytes.subarray(1)
	if (keyId(name, raw).toString('hex') !== id) return null
	const der = Buffer.concat([publicKeyPrefix, raw])
	return { name, id: keyId(name, raw), publicKey: createPublicKey({ key: der, type: 'spki', format: 'der' }) }
}

/** Signs a text, which ends in a newline and holds no other control character, and gives the whole note. */
export function signNote(text: string, { name, privateKey }: NoteSigner): string {
	const signature = sign(null, Buffer.from(text), privateKey)
	const blob = Buffer.concat([keyId(name, rawPublicKey(privateKey)), signature]).toString('base64')
	return `${text}\n— ${name} ${blob}\n`
}

interface Signature {
	name: string
	id: Buffer
	signature: Buffer
}

function readSignature(line: string): Signature | null {
	const [, name = '', base64 = ''] = /^— (\S+) (\S+)$/.exec(line) ?? []
	const bytes = fromBase64(base64)
	if (!isName(name) || !bytes || bytes.length <= idBytes) return null
	return { name, id: bytes.subarray(0, idBytes), signature: bytes.subarray(idBytes) }
}

/**
 * The text of a note, once it is known that one of `keys` signed it; what other keys signed counts for nothing.
 * `null` where none of them did, where one of theirs is forged, and for what is no note.
 */
export function openNote(note: string, keys: readonly VerifierKey[]): string | null {
	const split = note.lastIndexOf('\n\n') + 1
	const [text, lines] = [note.slice(0, split), note.slice(split + 1)]
	// biome-ignore lint/suspicious/noControlCharactersInRegex: a note has none but newlines.
	if (!text || /[\x00-\x09\x0b-\x1f]/.test(note) || !note.isWellFormed() || note.length > maxNoteBytes)
		return null
	if (!lines.endsWith('\n')) return null
	const signatures = lines.slice(0, -1).split('\n').map(readSignature)
	const known = signatures.flatMap((signature) => {
		const key = keys.find(({ name, id }) => name === signature?.name && id.equals(signature.id))
		return key && signature ? [verify(null, Buffer.from(text), key.publicKey, signature.signature)] : []
	})
	return !signatures.includes(null) && known.length > 0 && known.every(Boolean) ? text : null
}

/** The text that a checkpoint's signature covers. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
	return `${origin}\n${size}\n${root.toString('base64')}\n`
}

/** A checkpoint from its text; lines after the third are left alone, as the format asks. */
export function parseCheckpoint(text: string): Checkpoint | null {
	const [, origin = '', digits = '', base64 = ''] = /^(.+)\n(0|[1-9]\d*)\n(.+)\n(?:.+\n)*$/.exec(text) ?? []
	const [size, root] = [Number(digits), fromBase64(base64)]
	if (!origin || root?.length !== 32 || !Number.isSafeInteger(size)) return null
	return { origin, size, root }
}

/** Signs a checkpoint under the name of its origin, and gives the whole note. */
export function signCheckpoint(checkpoint: Checkpoint, privateKey: KeyObject): string {
	return signNote(formatCheckpoint(checkpoint), { name: checkpoint.origin, privateKey })
}

/** What a note says that one of `keys` signed and that is a checkpoint of that key's own record; else `null`. */
export function openCheckpoint(note: string, keys: readonly VerifierKey[]): Checkpoint | null {
	const origin = note.slice(0, note.indexOf('\n'))
	const text = openNote(
		note,
		keys.filter(({ name }) => name === origin),
	)
	return text === null ? null : parseCheckpoint(text)
}
