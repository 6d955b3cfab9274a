import type { Finding, Level } from './check.ts'

const marks: Record<Level, string> = { ok: '✓', warning: '!', wrong: '✗', open: '–' }
const colours: Record<Level, string> = { ok: '32', warning: '33', wrong: '31', open: '90' }

/** 1 where something is wrong, 2 where something is weak, else 0. */
export function exitCodeOf(findings: Finding[]): 0 | 1 | 2 {
	const levels = new Set(findings.map(({ level }) => level))
	if (levels.has('wrong')) return 1
	return levels.has('warning') ? 2 : 0
}

function summarise(findings: Finding[]): string {
	const count = (level: Level) => findings.filter((finding) => finding.level === level).length
	const [wrong, weak, open] = [count('wrong'), count('warning'), count('open')]
	const parts = [wrong && `${wrong} wrong`, weak && `${weak} to look at`, open && `${open} not told`].filter(
		Boolean,
	)
	const rest = parts.length > 0 ? `, ${parts.join(', ')}` : ''
	return `${count('ok')} right${rest}.`
}

/** Breaks a text into lines of at most `width` characters. */
function wrap(text: string, width: number): string[] {
	const lines: string[] = []
	let line = ''
	for (const word of text.split(' ')) {
		if (line && line.length + 1 + word.length > width) {
			lines.push(line)
			line = word
		} else line = line ? `${line} ${word}` : word
	}
	return [...lines, line]
}

/** The findings as a table for a person, an area after the other. */
export function formatTable(
	findings: Finding[],
	{ colour, width }: { colour: boolean; width: number },
): string {
	const paint = (level: Level, text: string) => (colour ? `\x1b[${colours[level]}m${text}\x1b[0m` : text)
	const names = Math.max(...findings.map(({ what }) => what.length))
	const indent = ' '.repeat(names + 6)
	const room = Math.max(40, width - indent.length)
	const lines: string[] = []
	let area = ''
	for (const { area: own, what, level, saw, advice } of findings) {
		if (own !== area) lines.push('', own)
		area = own
		const [first = '', ...more] = wrap(saw, room)
		lines.push(`  ${paint(level, marks[level])} ${what.padEnd(names)}  ${first}`)
		lines.push(...more.map((line) => indent + line))
		const [then = '', ...others] = advice ? wrap(`→ ${advice}`, room) : []
		if (then) lines.push(indent + then, ...others.map((line) => `${indent}  ${line}`))
	}
	return [...lines, '', summarise(findings)].join('\n').replace(/^\n/, '')
}

/** The same for a program: `level` is ok, warning, wrong or open. */
export const formatJson = (findings: Finding[]) =>
	JSON.stringify({ exitCode: exitCodeOf(findings), findings }, null, '\t')
