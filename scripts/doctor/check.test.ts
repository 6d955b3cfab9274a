import { expect, test, vi } from 'vitest'
import { ok, warning, wrong } from './check.ts'
import { exitCodeOf, formatTable } from './report.ts'
import { outcomesOf } from './testing/found.ts'

test('a check without what it needs is not tried, nor is what needs that one', async () => {
	const outcomes = await outcomesOf([
		{ what: 'third', needs: ['second'], look: () => ok('Never seen.') },
		{ what: 'second', needs: ['first'], look: () => ok('Never seen.') },
		{ what: 'first', look: () => wrong('It is away.', 'Bring it back.') },
	])
	expect(outcomes).toEqual({
		first: 'wrong: It is away. Bring it back.',
		second: 'open: Not tried: it needs “first”.',
		third: 'open: Not tried: it needs “second”.',
	})
})

test('a check after one that only warns is tried', async () => {
	const outcomes = await outcomesOf([
		{ what: 'first', look: () => warning('It is weak.', 'Strengthen it.') },
		{ what: 'second', needs: ['first'], look: () => ok('Seen.') },
	])
	expect(outcomes.second).toBe('ok: Seen.')
})

test('a failure that nobody foresaw is told by its name, and stops no other check', async () => {
	const outcomes = await outcomesOf([
		{
			what: 'broken',
			look() {
				throw new RangeError('canary')
			},
		},
		{ what: 'other', look: () => ok('Seen.') },
	])
	expect(outcomes.broken).toMatch(/^wrong: It could not be looked at \(RangeError\)/)
	expect(outcomes.other).toBe('ok: Seen.')
})

test('a check that comes to no end is given up', async () => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
	const outcomes = outcomesOf([{ what: 'endless', look: () => new Promise(() => {}) }])
	await vi.advanceTimersByTimeAsync(30_000)
	expect((await outcomes).endless).toMatch(/^wrong: It came to no end within 30 s/)
	vi.useRealTimers()
})

test('the exit code is 1 for what is wrong, 2 for what is weak, and 0 for the rest', () => {
	const finding = (level: 'ok' | 'warning' | 'wrong' | 'open') => ({ area: 'a', what: 'w', level, saw: 's' })
	expect(exitCodeOf([finding('ok'), finding('open')])).toBe(0)
	expect(exitCodeOf([finding('ok'), finding('warning')])).toBe(2)
	expect(exitCodeOf([finding('warning'), finding('wrong')])).toBe(1)
})

test('the table gives each finding its mark, and no line is wider than it may be', () => {
	const saw = 'It is away, and has been so for longer than anybody can remember who works here now.'
	const table = formatTable(
		[
			{ area: 'One', what: 'first', ...ok('All is well.') },
			{ area: 'Two', what: 'second', ...wrong(saw, 'Bring it back by the way that it went, and tell them.') },
		],
		{ colour: false, width: 60 },
	)
	expect(table).toMatch(/^One\n {2}✓ first {3}All is well\.\n\nTwo\n {2}✗ second {2}It is away/)
	expect(table).toMatch(/→ Bring it back/)
	expect(Math.max(...table.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60)
})
