/** What a spreadsheet would run, or take for a number and round. */
const runs = /^[=+\-@\t\r]/
const rounds = /^\d{16,}$/

/**
 * One cell of RFC 4180, always in quotes. An apostrophe goes before what a spreadsheet would run as a formula
 * or round as a number, and keeps it the text that it is.
 */
function csvCell(value: string | number | null): string {
	const text = value === null ? '' : String(value)
	const kept = runs.test(text) || rounds.test(text) ? `'${text}` : text
	return `"${kept.replaceAll('"', '""')}"`
}

/** One line of a table, with its end. */
export function csvLine(cells: readonly (string | number | null)[]): string {
	return `${cells.map(csvCell).join(',')}\r\n`
}

/** By which spreadsheets know UTF-8. */
export const byteOrderMark = '\uFEFF'
