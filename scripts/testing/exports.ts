import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { checkpointText, makeSigner, type Signer, signNote } from './notes.ts'
import { sha256, slowLeaf, slowPath, slowProof, slowRoot } from './slow-tree.ts'

/** Records and their exports, made the slow and obvious way. */

export const origin = 'scopekeeper.example/record'
export const signer = makeSigner(origin)

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type Members = { [key: string]: Json }

/** What is written on one line of an export, but for the proof. */
export interface Kept {
	details: Members | null
	entry: { body: Members; seq: number; time: string }
	salt: string | null
}

export function canonical(value: unknown): string {
	const text = canonicalize(value)
	if (text === undefined) throw new TypeError('no JSON')
	return text
}

const wellFormed = fc.string({
	unit: fc.constantFrom('a', 'B', '"', '\\', 'é', '€', '😀', '\n', ' ', '7', '{'),
})
// Keys that look like integers come in another order from JSON.parse than in the text.
const someKey = fc.oneof(
	fc.constantFrom('reason', 'ticket', '10', '9', '0', 'index', '__proto__'),
	// V8 13 may read a key of one escaped quote as a backslash, once an object had that for a key: the record has neither.
	wellFormed.filter((key) => !/["\\]/.test(key)),
)
const { json } = fc.letrec<{ json: Json }>((tie) => ({
	json: fc.oneof(
		{ maxDepth: 2 },
		wellFormed,
		fc.maxSafeInteger(),
		fc.boolean(),
		fc.constant(null),
		fc.array(tie('json'), { maxLength: 3 }),
		fc.dictionary(someKey, tie('json'), { maxKeys: 3, noNullPrototype: true }),
	),
}))

export interface Recorded {
	details: Members
	salt: string
	action: string
	erased: boolean
}

export const someRecorded: fc.Arbitrary<Recorded> = fc.record({
	details: fc.dictionary(someKey, json, { maxKeys: 4, noNullPrototype: true }),
	salt: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('hex')),
	action: fc.constantFrom('change.intended', 'change.applied', 'change.refused'),
	erased: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
})

/** The entry of that sequence, with its details beside it. */
export function toKept({ details, salt, action, erased }: Recorded, seq: number): Kept {
	const digest = sha256(Buffer.from(salt, 'hex'), canonical(details)).toString('hex')
	const body = {
		action,
		actor: { issuer: 'https://login.example', subject: `p-${seq % 5}` },
		details: digest,
		v: 1,
	}
	const time = new Date(Date.UTC(2026, 10, 24) + seq * 1000).toISOString()
	return { details: erased ? null : details, entry: { body, seq, time }, salt: erased ? null : salt }
}

export const leavesOf = (record: Kept[]) => record.map(({ entry }) => slowLeaf(canonical(entry)))

/** The signed checkpoint of the first `size` entries. */
export function checkpointOf(record: Kept[], size = record.length, by: Signer = signer): string {
	return signNote(checkpointText(by.name, size, slowRoot(leavesOf(record.slice(0, size)))), by)
}

export interface Receipt {
	by: { name: string; role: string }
	checkpoint: string
	count: number
	exportedAt: string
	filter: Json
	format: string
	proves: string
	sequence: number
	since?: { size: number; proof: string[] }
	whole: boolean
}

export interface Line extends Kept {
	index: number
	proof?: string[]
}

export interface Export {
	receipt: Receipt
	lines: Line[]
}

const inBase64 = (hashes: Buffer[]) => hashes.map((hash) => hash.toString('base64'))

function makeReceipt(checkpoint: string, count: number, whole: boolean): Receipt {
	return {
		by: { name: 'Ada Lindqvist', role: 'auditor' },
		checkpoint,
		count,
		exportedAt: '2026-11-24T12:00:00.000Z',
		filter: whole ? {} : { group: '65d3c3fe4e5e4a6f_x-91' },
		format: 'scopekeeper-export/1',
		proves: whole ? 'That these are all entries.' : 'That each entry is in the record.',
		sequence: count + 1,
		whole,
	}
}

export function exportWhole(record: Kept[], checkpoint = checkpointOf(record)): Export {
	const lines = record.map((kept, index) => ({ ...kept, index }))
	return { receipt: makeReceipt(checkpoint, record.length, true), lines }
}

/** The entries that `chosen` says yes to; with `since`, proof that the record continues the one of that size. */
export function exportSelection(record: Kept[], chosen: (index: number) => boolean, since?: number): Export {
	const leaves = leavesOf(record)
	const lines = record
		.map((kept, index) => ({ ...kept, index }))
		.filter(({ index }) => chosen(index))
		.map((line) => ({ ...line, proof: inBase64(slowPath(line.index, leaves)) }))
	const receipt = makeReceipt(checkpointOf(record), lines.length, false)
	if (since === undefined) return { receipt, lines }
	return { receipt: { ...receipt, since: { size: since, proof: inBase64(slowProof(since, leaves)) } }, lines }
}

export function toText({ receipt, lines }: Export): string {
	return [{ receipt }, ...lines].map((line) => `${canonical(line)}\n`).join('')
}
