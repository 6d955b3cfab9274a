import { describe, expect, test } from 'vitest'
import {
	canonical,
	checkpointOf,
	type Export,
	exportSelection,
	exportWhole,
	type Kept,
	type Line,
	origin,
	type Receipt,
	signer,
	toKept,
	toText,
} from './testing/exports.ts'
import { makeSigner } from './testing/notes.ts'
import { sha256 } from './testing/slow-tree.ts'
import { verifyExport } from './verify.mjs'

const plain = { details: { reason: 'away' }, salt: '5a'.repeat(16), action: 'change.applied', erased: false }
const record = Array.from({ length: 20 }, (_, index) => toKept(plain, index + 1))
const whole = exportWhole(record)
const selection = exportSelection(record, (index) => index % 2 === 0, 10)
const stranger = makeSigner(origin)

/** The export with the line of entry `seq` changed. */
function editLine({ receipt, lines }: Export, seq: number, edit: (line: Line) => Line): Export {
	return { receipt, lines: lines.map((line) => (line.entry.seq === seq ? edit(line) : line)) }
}

const editReceipt = ({ receipt, lines }: Export, edit: Partial<Receipt>): Export => ({
	receipt: { ...receipt, ...edit },
	lines,
})

/** The entries in the order of `places`, counted as many as they are. */
const pick = ({ receipt, lines }: Export, places: number[]): Export => ({
	receipt: { ...receipt, count: places.length },
	lines: places.flatMap((place) => lines[place] ?? []),
})
const upTo = (count: number) => Array.from({ length: count }, (_, place) => place)

/** An entry with other details, and a digest that fits them. */
function forge<Forged extends Kept>(kept: Forged): Forged {
	const details = { reason: 'forged' }
	const digest = sha256(Buffer.from(kept.salt ?? '', 'hex'), canonical(details)).toString('hex')
	return { ...kept, details, entry: { ...kept.entry, body: { ...kept.entry.body, details: digest } } }
}
const forgedRecord = record.map((kept, index) => (index === 6 ? forge(kept) : kept))
const forgedSelection = exportSelection(forgedRecord, () => true, 10)

/** A hash's base64 with another last character, which gives the same bytes: its lowest bits stand for none. */
const otherEnd = (hash: string) =>
	hash.replace(/.=$/, (end) => `${String.fromCharCode(end.charCodeAt(0) + 1)}=`)

function verify(exported: Export | string, checkpointText: string) {
	const text = typeof exported === 'string' ? exported : toText(exported)
	return verifyExport({ chunks: [Buffer.from(text)], checkpointText, keyText: signer.verifierKey })
}

const kept = checkpointOf(record)
const manyKept = [5, 10, 20].map((size) => checkpointOf(record, size)).join('')

describe('the answer names what was done, and where', () => {
	test.each<[string, Export | string, RegExp]>([
		[
			'details',
			editLine(whole, 5, (line) => ({ ...line, details: { reason: 'x' } })),
			/line 6 \(entry 5\) was edited: its details/,
		],
		[
			'salt',
			editLine(whole, 5, (line) => ({ ...line, salt: 'a5'.repeat(16) })),
			/line 6 \(entry 5\) was edited: its details/,
		],
		[
			'salt in capitals',
			editLine(whole, 5, (line) => ({ ...line, salt: '5A'.repeat(16) })),
			/line 6 \(entry 5\) was edited: its details/,
		],
		[
			'base64 of a proof',
			editLine(selection, 1, ({ proof = [], ...line }) => ({ ...line, proof: proof.map(otherEnd) })),
			/line 2 \(entry 1\) was edited: its proof/,
		],
		[
			'details alone erased',
			editLine(whole, 5, (line) => ({ ...line, details: null })),
			/line 6 \(entry 5\) .* only one of them/,
		],
		[
			'salt alone erased',
			editLine(selection, 5, (line) => ({ ...line, salt: null })),
			/line 4 \(entry 5\) .* only one of them/,
		],
		['details forged with their digest, whole', editLine(whole, 7, forge), /in entries 1 to 20\.$/],
		[
			'details forged with their digest, selection',
			editLine(selection, 7, forge),
			/line 5 \(entry 7\) is not in the record/,
		],
		[
			'the number of an entry',
			editLine(whole, 7, (line) => ({ ...line, entry: { ...line.entry, seq: 8 } })),
			/line 8 \(entry 7\) .* another number/,
		],
		['a space', toText(whole).replace('"seq":7', '"seq": 7'), /line 8 \(entry 7\) .* not in the form/],
		[
			'a member twice',
			toText(whole).replace('"seq":7', '"seq":7,"seq":7'),
			/line 8 \(entry 7\) .* not in the form/,
		],
		['an entry taken out', pick(whole, [0, 1, 2, 4, 5, 6]), /entry 4 is missing before line 5/],
		['entries taken out', pick(whole, [0, 1, 5, 6]), /entries 3 to 5 are missing before line 4/],
		['an entry twice', pick(whole, [0, 1, 1, 2]), /line 4 \(entry 2\) is there for a second time/],
		[
			'an entry twice, selection',
			pick(selection, [0, 1, 1, 2]),
			/line 4 \(entry 3\) is there for a second time/,
		],
		[
			'entries exchanged',
			pick(whole, [0, 3, 2, 1, 4]),
			/line 3 \(entry 4\) is out of order: .* entry 2, which is in line 5/,
		],
		['entries exchanged, selection', pick(selection, [0, 3, 2]), /line 4 \(entry 5\) is out of order/],
		['cut off at a line', pick(whole, upTo(15)), /cut off: entries 16 to 20 are missing at its end/],
		['cut off in a line', toText(whole).slice(0, -9), /cut off in the middle of line 21/],
		[
			'cut off at a line, selection',
			{ ...selection, lines: selection.lines.slice(0, 7) },
			/counts 10 entries, and 7 are there: some were cut off/,
		],
		['the count', editReceipt(whole, { count: 19 }), /receipt \(line 1\) was edited: it counts 19/],
		[
			'said to be whole',
			editReceipt(selection, { whole: true }),
			/line 2 \(entry 1\) or the receipt was edited/,
		],
		[
			'said to be a selection',
			editReceipt(whole, { whole: false }),
			/line 2 \(entry 1\) or the receipt was edited/,
		],
		['entries added', exportWhole([...record, toKept(plain, 21)], kept), /line 22 \(entry 21\) was added/],
	])('%s', (_, exported, expected) => {
		expect(verify(exported, kept)).toEqual({ code: 1, message: expect.stringMatching(expected) })
		expect(verify(exported, kept).message).toMatch(/^Not proved: /)
	})

	test('checkpoints of earlier sizes narrow down where an entry was edited', () => {
		expect(verify(editLine(whole, 7, forge), manyKept).message).toMatch(/in entries 6 to 10\.$/)
	})
})

describe('a record written anew', () => {
	test('and signed with another key is refused at its checkpoint', () => {
		const exported = exportWhole(forgedRecord, checkpointOf(forgedRecord, 20, stranger))
		expect(verify(exported, kept)).toEqual({
			code: 1,
			message: expect.stringMatching(/the checkpoint in the receipt \(line 1\) is not signed by a key/),
		})
	})

	test.each([
		['whole', exportWhole(forgedRecord)],
		['selection', forgedSelection],
	])('and signed with the same key is a fork of the checkpoint kept outside: %s', (_, exported) => {
		for (const size of [10, 20]) {
			const { code, message } = verify(exported, checkpointOf(record, size))
			expect(message).toMatch(/^Not proved: the record was forked/)
			expect(code).toBe(1)
		}
	})

	test('is told from the first checkpoint that it parts from', () => {
		expect(verify(exportWhole(forgedRecord), manyKept).message).toMatch(
			/forked.* change is in entries 6 to 10\.$/,
		)
	})

	test('after the checkpoint kept outside rests on the key alone, and the answer says so', () => {
		const { code, message } = verify(exportWhole(forgedRecord), checkpointOf(record, 5))
		expect(code).toBe(0)
		expect(message).toContain("What was recorded after it rests on the export's own checkpoint.")
	})
})

test('a receipt whose checkpoint is of another root than the entries is refused, whoever signed it', () => {
	for (const checkpoint of [checkpointOf(forgedRecord), checkpointOf(record, 20, stranger)]) {
		expect(verify(editReceipt(whole, { checkpoint }), kept).code).toBe(1)
		expect(verify(editReceipt(selection, { checkpoint }), kept).code).toBe(1)
	}
	expect(verify(editReceipt(whole, { checkpoint: checkpointOf(forgedRecord) }), kept).message).toMatch(
		/forked: the entries are those of the checkpoint kept outside/,
	)
})

test('a proof of continuation that was edited proves nothing', () => {
	const { proof = [] } = selection.receipt.since ?? {}
	const older = checkpointOf(record, 10)
	expect(verify(selection, older).code).toBe(0)
	const exchanged = proof.map((_, at) => proof.with(at, Buffer.alloc(32).toString('base64')))
	for (const edited of [
		...exchanged,
		[],
		proof.slice(1),
		proof.slice(0, -1),
		proof.toReversed(),
		[...proof, ...proof],
	]) {
		expect(verify(editReceipt(selection, { since: { size: 10, proof: edited } }), older).code).toBe(1)
	}
})

test('a receipt with something beside it is refused', () => {
	expect(verify(toText(whole).replace('}}\n', '},"x":1}\n'), kept).code).toBe(1)
})

describe('what is no entry is refused, though it was signed', () => {
	const [first = toKept(plain, 1)] = record
	const withEntry = (entry: object, more: object = {}) => ({
		...first,
		...more,
		entry: { ...first.entry, ...entry },
	})

	test.each([
		['a salt of another length', toKept({ ...plain, salt: '5a'.repeat(17) }, 1)],
		[
			'erased details that the entry never named',
			withEntry({ body: { v: 1 } }, { details: null, salt: null }),
		],
		['a time that is a number', withEntry({ time: 5 })],
		['another sequence', withEntry({ seq: 2 })],
	])('%s', (_, line) => {
		const exported = exportWhole([line])
		expect(verify(exported, exported.receipt.checkpoint)).toEqual({
			code: 1,
			message: expect.stringMatching(/^Not proved: line 2 /),
		})
	})
})

test('an entry that was dated back is found, though it was signed as it is', () => {
	const back = record.map((kept) => {
		const time = kept.entry.seq === 9 ? '2020-01-01T00:00:00.000Z' : kept.entry.time
		return { ...kept, entry: { ...kept.entry, time } }
	})
	for (const exported of [exportWhole(back), exportSelection(back, () => true)]) {
		expect(verify(exported, checkpointOf(back))).toEqual({
			code: 1,
			message:
				'Not proved: line 10 (entry 9) was dated back: it names an earlier time than the line before it.',
		})
	}
})

test('an entry whose time is none is found', () => {
	const timeless = record.map((kept) => ({ ...kept, entry: { ...kept.entry, time: '9' } }))
	expect(verify(exportWhole(timeless), checkpointOf(timeless))).toMatchObject({ code: 1 })
})
