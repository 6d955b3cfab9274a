import { describe, expect, test } from 'vitest'
import {
	checkpointOf,
	exportSelection,
	exportWhole,
	leavesOf,
	origin,
	signer,
	toKept,
	toText,
} from './testing/exports.ts'
import { checkpointText, makeSigner, signatureLine, signNote } from './testing/notes.ts'
import { slowRoot } from './testing/slow-tree.ts'
import { verifyExport } from './verify.mjs'

const plain = { details: { reason: 'away' }, salt: '5a'.repeat(16), action: 'change.applied', erased: false }
const record = Array.from({ length: 12 }, (_, index) => toKept(plain, index + 1))
const text = toText(exportWhole(record))
const note = checkpointOf(record)
const root = slowRoot(leavesOf(record))
const body = checkpointText(origin, 12, root)
const successor = makeSigner(origin)
const witness = makeSigner('witness.example')
const signature = signatureLine(body, signer)

interface More {
	keyText?: string
	sinceText?: string
	size?: number
	exported?: string
}

function verify(checkpoint: string, { keyText = signer.verifierKey, exported = text, ...more }: More = {}) {
	return verifyExport({ chunks: [Buffer.from(exported)], checkpointText: checkpoint, keyText, ...more })
}
const inReceipt = (checkpoint: string) => toText(exportWhole(record, checkpoint))

describe('a checkpoint that was not signed so is refused, outside and in the receipt', () => {
	const sized = (size: string) => signNote(`${origin}\n${size}\n${root.toString('base64')}\n`, signer)
	const otherId = { ...signer, keyId: successor.keyId }

	/** A last character that gives the same bytes: its lowest bits stand for none. */
	const otherEnd = (end: string) => `${String.fromCharCode(end.charCodeAt(0) + 1)}=\n`

	test.each([
		['another size', note.replace('\n12\n', '\n11\n')],
		['another origin', note.replace(origin, 'other.example')],
		['another origin in text and signature', note.replaceAll(origin, 'other.example')],
		['a root exchanged', note.replace(root.toString('base64'), Buffer.alloc(32).toString('base64'))],
		['a line added', note.replace('\n\n', '\nmore\n\n')],
		['a signature of other text', `${body}\n${signatureLine('other', signer)}`],
		['another key ID', signNote(body, otherId)],
		['another name', `${body}\n${signature.replace(origin, 'other.example')}`],
		['another key', signNote(body, successor)],
		['the right signature beside a wrong one', `${note}${signatureLine('other', signer)}`],
		['a witness alone', signNote(body, witness)],
		['no signature', `${body}\n`],
		['no blank line', note.replace('\n\n', '\n')],
		['line ends of Windows', note.replaceAll('\n', '\r\n')],
		['base64 without its end', note.replaceAll('=', '')],
		['base64 of another alphabet', `${body}\n${signature.replaceAll(/[+/A]/g, '_')}`],
		['a root with bits that mean nothing', signNote(body.replace(/.=\n$/, otherEnd), signer)],
		['a signature with bits that mean nothing', note.replace(/.=\n$/, otherEnd)],
		['a short root', signNote(`${origin}\n12\n${root.toString('base64', 1)}\n`, signer)],
		['a leading zero', sized('012')],
		['a sign', sized('+12')],
		['a negative size', sized('-12')],
		['a fraction', sized('12.0')],
		['a size past 2^53', sized('9007199254740993')],
		['an empty size', sized('')],
		['a root that no empty record has', sized('0')],
		['nothing', ''],
		['other text', 'Dear auditor,\n\nplease find enclosed.\n'],
	])('%s', (_, forged) => {
		expect(verify(forged).code).toBeOneOf([1, 2])
		expect(verify(forged, { exported: inReceipt(forged) }).code).toBeOneOf([1, 2])
		const { code, message } = verify(note, { exported: inReceipt(forged) })
		expect(message).toMatch(/^Not proved: the checkpoint in the receipt/)
		expect(code).toBe(1)
	})
})

test('a checkpoint that a known key of another name signed is refused', () => {
	const keyText = `${signer.verifierKey}\n${witness.verifierKey}`
	expect(verify(signNote(body, witness), { keyText }).code).toBe(1)
})

test('the receipt holds one note and nothing beside it', () => {
	for (const padded of [`${note}\n`, `\n${note}`, note + note, note.slice(0, -1)]) {
		expect(verify(note, { exported: inReceipt(padded) })).toEqual({
			code: 1,
			message: expect.stringContaining('it is not one signed note'),
		})
	}
})

describe('a checkpoint as it should be is taken', () => {
	test.each([
		['with a line of its own', signNote(`${body}time 2026\n`, signer), signer.verifierKey],
		[
			'with signatures of keys that are not known',
			`${note}${signatureLine(body, witness)}`,
			signer.verifierKey,
		],
		[
			'by the key that came after',
			signNote(body, successor),
			`${signer.verifierKey}\n${successor.verifierKey}`,
		],
		['by both keys', signNote(body, signer, successor), `${signer.verifierKey}\n${successor.verifierKey}`],
		['with a key file of Windows', note, `# keys\r\n\r\n${signer.verifierKey}\r\n`],
	])('%s', (_, given, keyText) => {
		expect(verify(given, { keyText }).code).toBe(0)
		expect(verify(note, { exported: inReceipt(given), keyText }).code).toBe(0)
	})
})

describe('a file of several checkpoints', () => {
	const file = [3, 7, 12].map((size) => checkpointOf(record, size)).join('')

	test('counts by its last one, and by another where its size is given', () => {
		expect(verify(file).message).toContain('of 12 entries, is the export')
		expect(verify(file, { size: 7 }).message).toContain('of 7 entries, is continued')
		expect(verify(file, { size: 8 })).toEqual({
			code: 2,
			message: expect.stringContaining('no checkpoint of 8'),
		})
	})

	test('may hold blank lines between them', () => {
		expect(verify(`\n${checkpointOf(record, 3)}\n${note}\n\n`).code).toBe(0)
	})

	test.each([0, 1, 2])('is refused where number %i was changed', (place) => {
		const sizes = ['3', '7', '12']
		const changed = file.replace(`\n${sizes[place]}\n`, '\n9\n')
		expect(verify(changed)).toEqual({ code: 1, message: expect.stringContaining(`line ${place * 5 + 1} of`) })
	})

	test('with two roots for one size shows a fork', () => {
		const forged = [...record.slice(1), toKept(plain, 13)]
		const message = expect.stringMatching(/forked: two signed checkpoints of 12 entries/)
		expect(verify(checkpointOf(forged, 12) + file)).toEqual({ code: 1, message })
	})

	test('that shrinks cannot tell', () => {
		const longer = [...record, toKept(plain, 13)]
		const message = expect.stringContaining('also holds a larger one, of 13 entries')
		expect(verify(checkpointOf(longer) + note)).toEqual({ code: 3, message })
	})

	test('newer than the export says which of its checkpoints fits', () => {
		const longer = [...record, toKept(plain, 13)]
		const newer = file + checkpointOf(longer)
		expect(verify(newer)).toEqual({ code: 3, message: expect.stringContaining('give --size 12') })
		expect(verify(newer, { size: 12 }).code).toBe(0)
	})
})

describe('the older checkpoint', () => {
	test('is refused where it is the newer one', () => {
		expect(verify(checkpointOf(record, 3), { sinceText: note }).code).toBe(2)
	})

	test('is refused where it is of another record, though its key is known', () => {
		const keyText = `${signer.verifierKey}\n${witness.verifierKey}`
		const sinceText = checkpointOf(record, 3, witness)
		expect(verify(note, { keyText, sinceText })).toEqual({
			code: 1,
			message: expect.stringContaining('two records'),
		})
	})

	test('of no entries is continued by everything', () => {
		const exported = toText(exportSelection(record, () => true))
		expect(verify(note, { exported, sinceText: checkpointOf([]) }).code).toBe(0)
	})
})

test.each([
	['no key', '# none yet\n'],
	['another ID', signer.verifierKey.replace(signer.keyId.toString('hex'), '00000000')],
	['another name', signer.verifierKey.replace(origin, 'other.example')],
	['another algorithm', signer.verifierKey.replace('+A', '+B')],
	['half a key', signer.verifierKey.slice(0, -8)],
	['a private key', '-----BEGIN PRIVATE KEY-----\n'],
])('a key file that holds %s is refused', (_, keyText) => {
	expect(verify(note, { keyText })).toEqual({ code: 2, message: expect.stringContaining('the key file') })
})
