import { expect, test } from 'vitest'
import type { RecordState } from '#lib/audit/schemas.ts'
import { describeState } from './state-words.ts'

const finishedAt = '2026-01-31T02:00:00.000Z'
const right = { finishedAt, size: 3, ok: true, problem: null, problemAt: null, startedBy: 'nightly' }
const sound: RecordState = {
	size: 3,
	checkpoint: { size: 3, rootBase64: '', signedAt: finishedAt, note: '', forged: null, matches: true },
	signingProblem: null,
	verification: right,
	running: null,
	sinks: [],
}

test('only as many entries are called verified as were looked at', () => {
	const of = (size: number) => describeState({ ...sound, verification: { ...right, size } }).title
	expect(of(3)).toBe('Matches checkpoint 3 · all entries verified')
	expect(of(2)).toBe('Matches checkpoint 3 · the first 2 entries verified')
	expect(of(1)).toBe('Matches checkpoint 3 · the first entry verified')
	expect(of(0)).toBe('Matches checkpoint 3 · its entries are not verified one by one yet')
})

test('what is wrong is said before anything that is right', () => {
	const checkpoint = sound.checkpoint && { ...sound.checkpoint, matches: false }
	for (const wrong of [
		{ checkpoint },
		{ verification: { ...right, ok: false, problem: 'Entry 2 is missing.' } },
		{ signingProblem: 'The key is missing.' },
	]) {
		expect(describeState({ ...sound, ...wrong }).tone).toBe('bad')
	}
})
