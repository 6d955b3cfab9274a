import { createPublicKey, verify } from 'node:crypto'
import { canonical, type Export, type Line, type Receipt } from './exports.ts'
import { rootOfPath, rootsOfProof, sha256, slowLeaf, slowRoot } from './slow-tree.ts'

/** The verifier over again, slow and obvious, with all of an export in memory. It knows one key and one note a file. */

interface Checkpoint {
	size: number
	root: Buffer
}

export type Verdict = 'proved' | 'changed' | 'cannot tell'

class Changed extends Error {}

function demand(holds: boolean): asserts holds {
	if (!holds) throw new Changed()
}

function readKey(verifierKey: string) {
	const [name = '', id = '', key = ''] = verifierKey
		.split('+', 2)
		.concat(verifierKey.split('+').slice(2).join('+'))
	const x = Buffer.from(key, 'base64').subarray(1).toString('base64url')
	const jwk = { kty: 'OKP', crv: 'Ed25519', x }
	return { name, id, publicKey: createPublicKey({ key: jwk, format: 'jwk' }) }
}

function decode(base64: string): Buffer {
	const bytes = Buffer.from(base64, 'base64')
	demand(bytes.toString('base64') === base64)
	return bytes
}

function toHash(base64: unknown): Buffer {
	demand(typeof base64 === 'string')
	const bytes = decode(base64)
	demand(bytes.length === 32)
	return bytes
}

function readNote(note: string, verifierKey: string): Checkpoint {
	const key = readKey(verifierKey)
	const [, text = '', signatures = ''] = /^((?:[^\n]+\n){3,})\n((?:— [^\n]+\n)+)$/.exec(note) ?? []
	const [origin, size = '', root] = text.split('\n')
	demand(origin === key.name && /^(0|[1-9]\d*)$/.test(size) && Number.isSafeInteger(Number(size)))
	const signed = signatures
		.split('\n')
		.slice(0, -1)
		.map((line) => {
			const [, name, encoded = ''] = /^— ([^ +]+) ([^ ]+)$/.exec(line) ?? []
			const bytes = decode(encoded)
			if (name !== key.name || bytes.toString('hex', 0, 4) !== key.id) return false
			demand(verify(null, Buffer.from(text), key.publicKey, bytes.subarray(4)))
			return true
		})
	demand(signed.includes(true))
	return { size: Number(size), root: toHash(root) }
}

function toProof(proof: unknown): Buffer[] {
	demand(Array.isArray(proof))
	return proof.map(toHash)
}

function checkLine({ details, entry, salt, index, ...more }: Line): void {
	demand(Object.keys(more).every((name) => name === 'proof'))
	demand(Object.keys(entry).join() === 'body,seq,time')
	demand(
		Number.isSafeInteger(index) && index >= 0 && entry.seq === index + 1 && typeof entry.time === 'string',
	)
	demand(/^[0-9a-f]{64}$/.test(String(entry.body.details)))
	if (details === null && salt === null) return
	demand(details !== null && typeof details === 'object' && !Array.isArray(details))
	demand(typeof salt === 'string' && /^[0-9a-f]{32}$/.test(salt))
	demand(sha256(Buffer.from(salt, 'hex'), canonical(details)).toString('hex') === entry.body.details)
}

function parse(text: string): Export {
	demand(text.endsWith('\n'))
	const [first, ...lines] = text
		.slice(0, -1)
		.split('\n')
		.map((line) => {
			const parsed = JSON.parse(line)
			demand(canonical(parsed) === line)
			return parsed
		})
	return { receipt: first.receipt, lines }
}

function checkLines({ receipt, lines }: Export, { size, root }: Checkpoint): Buffer[] {
	lines.forEach(checkLine)
	demand(lines.length === receipt.count)
	const leaves = lines.map(({ entry }) => slowLeaf(canonical(entry)))
	if (receipt.whole) {
		demand(lines.every((line, at) => line.index === at && !('proof' in line)))
		demand(lines.length === size && slowRoot(leaves).equals(root))
		return leaves
	}
	let before = -1
	for (const [at, { index, proof }] of lines.entries()) {
		demand(index > before && index < size)
		demand(rootOfPath(index, size, leaves[at] ?? root, toProof(proof))?.equals(root) === true)
		before = index
	}
	return leaves
}

function isContinuedBy(receipt: Receipt, newer: Checkpoint, older: Checkpoint, leaves: Buffer[]): boolean {
	if (older.size > newer.size) return false
	if (older.size === 0) return true
	if (receipt.whole) {
		demand(slowRoot(leaves.slice(0, older.size)).equals(older.root))
		return true
	}
	if (older.size === newer.size) {
		demand(older.root.equals(newer.root))
		return true
	}
	if (receipt.since?.size !== older.size) return false
	const roots = rootsOfProof(older.size, newer.size, older.root, toProof(receipt.since.proof))
	demand(roots?.[0].equals(older.root) === true && roots[1].equals(newer.root))
	return true
}

/** What the definitions say of an export's text, given one verifier key and one or two checkpoints kept outside. */
export function slowVerify(text: string, verifierKey: string, kept: string[]): Verdict {
	try {
		const parsed = parse(text)
		const { receipt } = parsed
		const told = ['by', 'exportedAt', 'filter', 'proves', 'sequence']
		demand(told.every((name) => Object.hasOwn(receipt, name)))
		demand(typeof receipt.whole === 'boolean' && receipt.format === 'scopekeeper-export/1')
		const newer = readNote(receipt.checkpoint, verifierKey)
		if (receipt.since !== undefined && receipt.since !== null)
			demand(
				Number.isSafeInteger(receipt.since.size) &&
					receipt.since.size >= 0 &&
					toProof(receipt.since.proof).length >= 0,
			)
		const leaves = checkLines(parsed, newer)
		const outside = kept.map((note) => readNote(note, verifierKey))
		const continued = outside.map((older) => isContinuedBy(receipt, newer, older, leaves))
		return continued.includes(false) ? 'cannot tell' : 'proved'
	} catch {
		// Whatever cannot even be read was not written so.
		return 'changed'
	}
}
