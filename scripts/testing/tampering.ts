import fc from 'fast-check'
import { canonical, type Export, type Json, type Line, toText } from './exports.ts'

/** Ways to change an export's text, and what of it may still be called proved. */

export interface Tampering {
	name: string
	apply(text: string): string
}

/** Numbers that a tampering takes its places from, whatever the text's length. */
const someDraw = fc.tuple(fc.nat(), fc.nat(), fc.nat({ max: 255 }))
type Draw = [first: number, second: number, byte: number]

/** A place after the receipt more often than not: most of its members are told, not proved. */
function placeIn(bytes: Buffer, [first, second]: Draw): number {
	const lines = bytes.indexOf(10) + 1
	return first % 4 === 0 || lines === bytes.length
		? second % bytes.length
		: lines + (second % (bytes.length - lines))
}

const onBytes = (change: (bytes: Buffer, draw: Draw) => Uint8Array[]) => (text: string, draw: Draw) =>
	Buffer.concat(change(Buffer.from(text), draw)).toString('latin1')

const replaceByte = (bytes: Buffer, draw: Draw, byte: number[], taken: number) => {
	const at = placeIn(bytes, draw)
	return [bytes.subarray(0, at), Uint8Array.from(byte), bytes.subarray(at + taken)]
}

const byteChanges = {
	'a byte exchanged': onBytes((bytes, draw) => replaceByte(bytes, draw, [draw[2]], 1)),
	'a bit turned': onBytes((bytes, draw) => {
		const before = bytes[placeIn(bytes, draw)] ?? 0
		return replaceByte(bytes, draw, [before ^ (1 << (draw[2] % 8))], 1)
	}),
	'a byte taken out': onBytes((bytes, draw) => replaceByte(bytes, draw, [], 1)),
	'a byte put in': onBytes((bytes, draw) => replaceByte(bytes, draw, [draw[2]], 0)),
	'a tail cut off': onBytes((bytes, draw) => [bytes.subarray(0, placeIn(bytes, draw))]),
}

const onLines =
	(change: (lines: string[], one: number, other: number) => string[]) => (text: string, draw: Draw) => {
		const [receipt = '', ...lines] = text.split(/(?<=\n)/)
		const changed = change(lines, draw[0] % (lines.length || 1), draw[1] % (lines.length || 1))
		return Buffer.from([receipt, ...changed].join('')).toString('latin1')
	}

const lineChanges = {
	'a line taken out': onLines((lines, one) => lines.toSpliced(one, 1)),
	'a line put in twice': onLines((lines, one, other) => lines.toSpliced(other, 0, lines[one] ?? '')),
	'a line written over another': onLines((lines, one, other) => lines.toSpliced(other, 1, lines[one] ?? '')),
	'two lines exchanged': onLines((lines, one, other) =>
		lines.map((line, at) => (at === one ? lines[other] : at === other ? lines[one] : line) ?? ''),
	),
	'lines cut off at the end': onLines((lines, one) => lines.slice(0, one)),
	'lines cut off at the beginning': onLines((lines, one) => lines.slice(one + 1)),
}

/** Every place of `value` that holds something, as the function that writes another value there. */
function placesOf(value: Json, write: (value: Json) => Json): ((value: Json) => Json)[] {
	if (value === null || typeof value !== 'object') return [write]
	const inside = Object.entries(value).flatMap(([key, member]) =>
		placesOf(member, (changed) =>
			write(Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed }),
		),
	)
	return [write, ...inside]
}

const otherValues: Json[] = [
	null,
	0,
	1,
	7,
	-1,
	1.5,
	'',
	'x',
	true,
	false,
	[],
	{},
	{ x: null },
	'00'.repeat(16),
	2 ** 53,
]

/** A member's value exchanged in one line, which is written canonically again: its form gives nothing away. */
function exchangeValue(text: string, [one, place, value]: Draw): string {
	const lines = text.split(/(?<=\n)/)
	const at = one % lines.length
	const parsed: Json = JSON.parse(lines[at] ?? '')
	const places = placesOf(parsed, (changed) => changed)
	const changed = places[place % places.length]?.(otherValues[value % otherValues.length] ?? null)
	return Buffer.from(lines.with(at, `${canonical(changed)}\n`).join('')).toString('latin1')
}

const changes: Record<string, (text: string, draw: Draw) => string> = {
	...byteChanges,
	...lineChanges,
	'a value exchanged': exchangeValue,
}

/** Gives texts in `latin1`, a character for each byte, because what comes out need not be UTF-8. */
export const someTampering: fc.Arbitrary<Tampering> = fc
	.tuple(fc.constantFrom(...Object.entries(changes)), someDraw)
	.map(([[name, change], draw]) => ({ name, apply: (text) => change(text, draw) }))

function isSameLine(line: Line, original: Line | undefined): boolean {
	const erased = original && { ...original, details: null, salt: null }
	return canonical(line) === canonical(original ?? null) || canonical(line) === canonical(erased ?? null)
}

/**
 * Whether all that "proved" says of an export is true: its lines are those of the original, or with their details
 * erased; and they are all of them where that is said. Who exported it, and for what, is only told.
 */
export function isTrue(text: string, original: Export): boolean {
	const [first = '', ...lines] = text.split('\n').slice(0, -1)
	const { receipt }: Export = JSON.parse(first)
	const parsed = lines.map((line): Line => JSON.parse(line))
	const byIndex = new Map(original.lines.map((line) => [line.index, line]))
	if (!text.endsWith('\n') || receipt.whole !== original.receipt.whole) return false
	if (receipt.whole && parsed.length !== original.lines.length) return false
	const rewritten = toText({ receipt, lines: parsed }) === text
	const inOrder = parsed.every(({ index }, at) => at === 0 || index > (parsed[at - 1]?.index ?? index))
	return rewritten && inOrder && parsed.every((line) => isSameLine(line, byIndex.get(line.index)))
}
