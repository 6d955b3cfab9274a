import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
	canonical,
	checkpointOf,
	exportSelection,
	exportWhole,
	type Kept,
	type Recorded,
	signer,
	someRecorded,
	toKept,
	toText,
} from './testing/exports.ts'
import { sha256 } from './testing/slow-tree.ts'
import { slowVerify } from './testing/slow-verify.ts'
import { verifyExport } from './verify.mjs'

const sizes = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 70]
const plain: Recorded = {
	details: { reason: 'x' },
	salt: '00'.repeat(16),
	action: 'change.applied',
	erased: false,
}
const plainRecord = (size: number) => Array.from({ length: size }, (_, index) => toKept(plain, index + 1))

/** Cut into pieces of `length` bytes, so that lines and characters are cut too. */
function verify(text: string, kept: { checkpoint: string; since?: string }, length = 1 << 20) {
	const bytes = Buffer.from(text)
	const pieces = Math.ceil(bytes.length / length)
	return verifyExport({
		chunks: Array.from({ length: pieces }, (_, at) => bytes.subarray(at * length, (at + 1) * length)),
		checkpointText: kept.checkpoint,
		keyText: `# the record's key\n\n${signer.verifierKey}\n`,
		sinceText: kept.since,
	})
}

const someRecord = fc
	.array(someRecorded, { maxLength: 70, size: 'max' })
	.map((recorded) => recorded.map((one, index) => toKept(one, index + 1)))
const ofSize = (record: Kept[], pick: number) => pick % (record.length + 1)

describe('an export as it was written is proved', () => {
	test.each(sizes)('whole, of %i entries, against the checkpoint of every earlier size', (size) => {
		const record = plainRecord(size)
		const text = toText(exportWhole(record))
		for (let older = 0; older <= size; older += 1) {
			const { code, message } = verify(text, { checkpoint: checkpointOf(record, older) })
			expect(message).toMatch(/^Proved\.\nAll .* none is missing/)
			expect(code).toBe(0)
		}
	})

	test.each(sizes)('a selection of %i entries, against checkpoints of earlier sizes', (size) => {
		const record = plainRecord(size)
		for (const older of sizes.filter((one) => one >= 1 && one <= size)) {
			const text = toText(exportSelection(record, (index) => index % 3 !== 1, older))
			const { code, message } = verify(text, { checkpoint: checkpointOf(record, older) })
			expect(message).toMatch(/^Proved\.\nEach .* is in the record .* none was left out is not proved/)
			expect(code).toBe(0)
		}
	})

	test('with any details, erased or not, in pieces of any length, whatever was selected', () => {
		fc.assert(
			fc.property(
				someRecord,
				fc.nat(),
				fc.integer({ min: 1, max: 3000 }),
				fc.func(fc.boolean()),
				(record, pick, length, isChosen) => {
					const older = ofSize(record, pick)
					const checkpoint = checkpointOf(record)
					const since = checkpointOf(record, older)
					const selection = exportSelection(record, isChosen, older || undefined)
					for (const exported of [exportWhole(record), selection]) {
						const text = toText(exported)
						const { code, message } = verify(text, { checkpoint, since }, length)
						expect(message).toMatch(/^Proved\./)
						expect(code).toBe(0)
						expect(slowVerify(text, signer.verifierKey, [checkpoint, since])).toBe('proved')
						const erased = exported.lines.filter(({ details }) => details === null).length
						if (erased > 1) expect(message).toContain(`details of ${erased} entries were erased`)
					}
				},
			),
			{ numRuns: 150 },
		)
	})
})

describe('what was given cannot tell', () => {
	const record = plainRecord(20)
	const selection = exportSelection(record, (index) => index > 9)

	test.each([
		['a whole export older than the checkpoint', exportWhole(record.slice(0, 12))],
		['a selection older than the checkpoint', exportSelection(record.slice(0, 12), () => true)],
	])('%s', (_, exported) => {
		const { code, message } = verify(toText(exported), { checkpoint: checkpointOf(record) })
		expect(message).toMatch(/^Cannot tell\..* give a checkpoint of 12 entries/s)
		expect(code).toBe(3)
	})

	test.each([
		['without a proof from the checkpoint', selection],
		['with a proof from another size', exportSelection(record, (index) => index > 9, 11)],
	])('whether a selection %s continues it', (_, exported) => {
		for (const kept of [
			{ checkpoint: checkpointOf(record, 7) },
			{ checkpoint: checkpointOf(record), since: checkpointOf(record, 7) },
		]) {
			const { code, message } = verify(toText(exported), kept)
			expect(message).toMatch(
				/^Cannot tell\.\nThis export cannot show that it continues.* A whole export can/,
			)
			expect(code).toBe(3)
		}
	})

	test('but what is untrue in itself is told all the same', () => {
		const { receipt, lines } = selection
		const edited = { receipt, lines: lines.map((line) => ({ ...line, salt: 'ff'.repeat(16) })) }
		expect(verify(toText(edited), { checkpoint: checkpointOf(record, 7) }).code).toBe(1)
	})
})

test('details with keys that look like numbers are canonical in the order of their text', () => {
	const details = { '10': 1, '9': 2, a: { '2': 0, '11': 0 } }
	expect(canonical(details)).toBe('{"10":1,"9":2,"a":{"11":0,"2":0}}')
	const record = [toKept({ ...plain, details }, 1)]
	const text = toText(exportWhole(record))
	const checkpoint = checkpointOf(record)
	expect(verify(text, { checkpoint }).code).toBe(0)
	expect(verify(text.replace('"10":1,"9":2', '"9":2,"10":1'), { checkpoint }).code).toBe(1)
})

test('a text that has no UTF-8 is not canonical, however it is signed', () => {
	const { details, entry, salt } = toKept(plain, 1)
	const escaped = canonical(details).replace('"x"', '"\\ud800"')
	const digest = sha256(Buffer.from(salt ?? '', 'hex'), escaped).toString('hex')
	const record = [{ details, salt, entry: { ...entry, body: { ...entry.body, details: digest } } }]
	const text = toText(exportWhole(record)).replace(canonical(details), escaped)
	const { code, message } = verify(text, { checkpoint: checkpointOf(record) })
	expect(message).toMatch(/line 2 .* not in the form/)
	expect(code).toBe(1)
})
