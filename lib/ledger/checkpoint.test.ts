import { createHash, createPrivateKey, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
	type Checkpoint,
	formatCheckpoint,
	formatVerifierKey,
	openCheckpoint,
	openNote,
	parseCheckpoint,
	parseVerifierKey,
	signCheckpoint,
	signNote,
} from './checkpoint.ts'

function requireKey(text: string) {
	const key = parseVerifierKey(text)
	if (!key) throw new Error(`${text} is no verifier key`)
	return key
}

/** The example of golang.org/x/mod/sumdb/note, with its private key. */
const neumann = {
	verifierKey: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
	seed: Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1),
	text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
	signature:
		'— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
}
/** The example of the specification. */
const example = {
	verifierKey: 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
	note: 'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
}
/** A tree head of Go's checksum database. */
const checksums = {
	verifierKey: 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8',
	note: 'go.sum database tree\n6476701\nmb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=\n\n— sum.golang.org Az3grsLX85Gz+s1SiTbgkuqxgItqFq7gsMUEyVnrsa9LM7Us9S+1xbFIGu95949rj4nPRYfvimWEPWL+o3GeoWwOoAw=\n',
}

describe('notes and keys of other implementations', () => {
	const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), neumann.seed])
	const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })

	test('a text is signed to the same bytes', () => {
		const signer = { name: 'PeterNeumann', privateKey }
		expect(formatVerifierKey(signer)).toBe(neumann.verifierKey)
		expect(signNote(neumann.text, signer)).toBe(`${neumann.text}\n${neumann.signature}`)
	})

	test.each([
		[neumann.verifierKey, `${neumann.text}\n${neumann.signature}`],
		[example.verifierKey, example.note],
		[checksums.verifierKey, checksums.note],
	])('a note of %s is opened', (verifierKey, note) => {
		expect(openNote(note, [requireKey(verifierKey)])).toBe(note.slice(0, note.indexOf('\n—')))
	})

	test('a tree head is read', () => {
		const text = openNote(checksums.note, [requireKey(checksums.verifierKey)])
		const root = Buffer.from('mb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=', 'base64')
		expect(parseCheckpoint(text ?? '')).toEqual({ origin: 'go.sum database tree', size: 6476701, root })
	})
})

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const origin = 'audit.example.com/scopekeeper'
const verifierKey = formatVerifierKey({ name: origin, privateKey })
const keys = [requireKey(verifierKey)]
const checkpoint: Checkpoint = { origin, size: 42, root: Buffer.alloc(32, 7) }
const note = signCheckpoint(checkpoint, privateKey)

test('a verifier key is what the specification computes', () => {
	const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
	const id = createHash('sha256').update(origin).update('\n\x01').update(raw).digest('hex').slice(0, 8)
	expect(verifierKey).toBe(`${origin}+${id}+${Buffer.concat([Buffer.from([1]), raw]).toString('base64')}`)
})

test('any checkpoint is read back as it was signed', () => {
	const anyRoot = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes))
	fc.assert(
		fc.property(fc.maxSafeNat(), anyRoot, (size, root) => {
			expect(openCheckpoint(signCheckpoint({ origin, size, root }, privateKey), keys)).toEqual({
				origin,
				size,
				root,
			})
		}),
	)
})

test('one bit changed anywhere in a note makes it worth nothing', () => {
	const bytes = Buffer.from(note)
	for (let at = 0; at < bytes.length * 8; at += 1) {
		const forged = Buffer.from(bytes)
		forged[at >> 3] = (forged[at >> 3] ?? 0) ^ (1 << (at & 7))
		expect(openCheckpoint(forged.toString(), keys), `bit ${at}`).toBeNull()
	}
})

describe('a note is worth nothing', () => {
	const other = generateKeyPairSync('ed25519').privateKey
	const [text = '', signature = ''] = note.split('\n\n')
	const forgedSignature = signNote(`${text}\nmore\n`, { name: origin, privateKey }).split('\n\n')[1]

	test.each([
		['signed by another key of the same name', signCheckpoint(checkpoint, other)],
		['without a signature', formatCheckpoint(checkpoint)],
		['without an empty line', `${text}\n${signature}`],
		['without its last newline', note.slice(0, -1)],
		['with an empty line after it', `${note}\n`],
		['with the signature of another text', `${text}\n\n${forgedSignature}`],
		['with a forged signature beside the right one', `${note}${forgedSignature}`],
		['with a line that is no signature', `${note}— ${origin}\n`],
		['with a hyphen for the dash', note.replace('—', '-')],
		['with a control character', signNote('a\tb\n', { name: origin, privateKey })],
		['that is empty', ''],
		['that is no checkpoint', signNote('hello\n', { name: origin, privateKey })],
		[
			'with a size of leading zeros',
			signNote(`${text.replace('42', '042')}\n`, { name: origin, privateKey }),
		],
		['with half a root', signNote(`${text.slice(0, -10)}\n`, { name: origin, privateKey })],
		[
			'of another record',
			signNote(`another.example.com\n42\n${text.split('\n')[2]}\n`, { name: origin, privateKey }),
		],
	])('%s', (_what, bad) => {
		expect(openCheckpoint(bad, keys)).toBeNull()
	})
})

test('signatures of strangers are passed over, so that a key can change and a witness can sign too', () => {
	const stranger = generateKeyPairSync('ed25519').privateKey
	const [, cosignature] = signNote(formatCheckpoint(checkpoint), {
		name: 'witness.example.com',
		privateKey: stranger,
	}).split('\n\n')
	expect(openCheckpoint(`${note}${cosignature}`, keys)).toEqual(checkpoint)
	expect(openCheckpoint(`${note}${cosignature}`, [])).toBeNull()
})

test('lines after the third change nothing in what a checkpoint says', () => {
	const extended = signNote(`${formatCheckpoint(checkpoint)}one more\n`, { name: origin, privateKey })
	expect(openCheckpoint(extended, keys)).toEqual(checkpoint)
})

test.each([
	['with the id of another key', verifierKey.replace(/\+[0-9a-f]{8}\+/, '+00000000+')],
	['with its id in capitals', example.verifierKey.replace('530d903a', '530D903A')],
	['of another kind of key', `${origin}+00000000+${Buffer.alloc(33, 2).toString('base64')}`],
	['cut short', verifierKey.slice(0, -4)],
	['without a name', verifierKey.slice(origin.length)],
	['with a space in its name', `a b${verifierKey.slice(origin.length)}`],
])('a verifier key %s is none', (_what, text) => {
	expect(parseVerifierKey(text)).toBeNull()
})
