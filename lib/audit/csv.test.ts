import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvLine } from './csv.ts'

/** RFC 4180, read back the slow way. */
function readLine(line: string): string[] {
	const cells: string[] = []
	for (let at = 0; at < line.length - 2; at += 1) {
		let cell = ''
		for (at += 1; ; at += 1) {
			if (line[at] !== '"') cell += line[at]
			else if (line[at + 1] === '"') {
				cell += '"'
				at += 1
			} else break
		}
		cells.push(cell)
		at += 1
		if (line[at] !== ',') break
	}
	return cells
}

const nasty = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc
		.tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', "'", '"', '=cmd|'), fc.string())
		.map(([first, rest]) => first + rest),
)

it('gives back every cell as it was, an apostrophe apart, and no cell that a spreadsheet would run', () => {
	fc.assert(
		fc.property(fc.array(nasty, { minLength: 1, maxLength: 6 }), (cells) => {
			const line = csvLine(cells)
			expect(line.endsWith('\r\n')).toBe(true)
			const read = readLine(line)
			expect(read).toHaveLength(cells.length)
			for (const [index, cell] of read.entries()) {
				expect(cell).not.toMatch(/^[=+\-@\t\r]/)
				expect([cells[index], `'${cells[index]}`]).toContain(cell)
			}
		}),
	)
})

it('keeps a number that a spreadsheet would round as the text that it is, and leaves others alone', () => {
	expect(csvLine(['9007199254740993', '7215545058329', 201, null])).toBe(
		`"'9007199254740993","7215545058329","201",""\r\n`,
	)
})
