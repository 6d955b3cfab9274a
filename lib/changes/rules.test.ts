import { expect, it } from 'vitest'
import { reasonProblem } from './rules.ts'

it.each([
	['nothing', ''],
	['too little', 'too short'],
	['spaces around too little', '   too short   '],
	['characters that nobody sees', '\u200B'.repeat(20)],
	['too little among characters that nobody sees', `a\u200B\u2060\uFEFF${'\u00AD'.repeat(20)}`],
])('a reason of %s is no reason', (_what, text) => {
	expect(reasonProblem(text)).toContain('at least 10')
})

it.each([
	'Ten chars.',
	'يغطي المكتب أثناء الإجازة',
	'担当者が休暇のあいだ代わります',
	'👩‍👩‍👧 is away all week',
])('a reason in any script is one: %s', (text) => {
	expect(reasonProblem(text)).toBeNull()
})

it('a reason has an end', () => {
	expect(reasonProblem('x'.repeat(500))).toBeNull()
	expect(reasonProblem('x'.repeat(501))).toContain('at most 500')
})
