import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
	checkpointOf,
	exportSelection,
	exportWhole,
	type Kept,
	signer,
	someRecorded,
	toKept,
	toText,
} from './testing/exports.ts'
import { slowVerify } from './testing/slow-verify.ts'
import { isTrue, someTampering } from './testing/tampering.ts'
import { verifyExport } from './verify.mjs'

const records: Kept[][] = fc
	.sample(fc.array(someRecorded, { minLength: 1, maxLength: 24, size: 'max' }), {
		numRuns: 40,
		seed: 20_261_124,
	})
	.map((recorded) => recorded.map((one, index) => toKept(one, index + 1)))

const originals = records.flatMap((record) =>
	[exportWhole(record), exportSelection(record, (index) => index % 3 > 0, 1)].map((original) => ({
		original,
		text: toText(original),
		checkpoint: checkpointOf(record),
		first: checkpointOf(record, 1),
	})),
)

function verify(bytes: Buffer | string, checkpointText: string) {
	return verifyExport({ chunks: [Buffer.from(bytes)], checkpointText, keyText: signer.verifierKey })
}

const someCopy = fc.record({
	one: fc.constantFrom(...originals),
	tampering: someTampering,
	older: fc.boolean(),
})

test('of thousands of tampered copies none is proved that says anything untrue, and the definitions agree on each', () => {
	const seen = { proved: 0, changed: 0 }
	fc.assert(
		fc.property(someCopy, ({ one: { original, text, checkpoint, first }, tampering, older }) => {
			const bytes = Buffer.from(tampering.apply(text), 'latin1')
			const kept = older ? first : checkpoint
			const { code, message } = verify(bytes, kept)
			const copy = bytes.toString()
			const isText = Buffer.from(copy).equals(bytes)
			const expected = isText ? slowVerify(copy, signer.verifierKey, [kept]) : 'changed'
			if (expected === 'proved') expect(message).toMatch(/^Proved\./)
			else expect(message).not.toMatch(/^Proved\./)
			expect(code).toBeOneOf({ proved: [0], changed: [1, 2], 'cannot tell': [3] }[expected])
			if (code === 0) expect(isTrue(copy, original)).toBe(true)
			seen[code === 0 ? 'proved' : 'changed'] += 1
		}),
		{ numRuns: 3000 },
	)
	expect(seen.changed).toBeGreaterThan(2000)
})
