import { foldName } from './naming.ts'
import type { Person } from './people.ts'

/** Part of the directory as one text, a line per person, so that a search is one scan of memory. */
interface Stretch {
	text: string
	/** Where each person's line begins, and at the end the length of the text. */
	starts: Uint32Array
	/** Position in the directory of the stretch's first person. */
	offset: number
}

const beyondLatin1 = /[\u0100-\uffff]/

function searchLine({ given, family, username, emailAddress }: Person): string {
	return `${given.folded} ${family.folded} ${username} ${emailAddress}\n`
}

function stretchOf(lines: readonly string[], offset: number): Stretch {
	const starts = new Uint32Array(lines.length + 1)
	for (const [index, line] of lines.entries()) starts[index + 1] = (starts[index] ?? 0) + line.length
	return { text: lines.join(''), starts, offset }
}

/** How often each character occurs, as far as the beginning of a text tells. */
function countCharacters(text: string): Map<string, number> {
	const counts = new Map<string, number>()
	for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
	return counts
}

/**
 * What to scan for: the part of a word, at least three characters where it has them, that begins with the rarest.
 * The engine looks for the first character of a needle fastest of all, so a rare one passes over most of the text.
 */
function needleOf(terms: readonly string[], counts: Map<string, number>): string {
	const needles = terms.flatMap((term) =>
		Array.from({ length: Math.max(1, term.length - 2) }, (_, start) => term.slice(start)),
	)
	const rarity = (needle: string) => counts.get(needle.slice(0, 1)) ?? 0
	return needles.reduce((best, needle) => (rarity(needle) < rarity(best) ? needle : best))
}

const holdsAll = (line: string, terms: readonly string[]) => terms.every((term) => line.includes(term))

function* scan(stretch: Stretch, terms: readonly string[], needle: string, from: number): Generator<number> {
	const { text, starts, offset } = stretch
	const isWhole = terms.length === 1 && terms[0] === needle
	let line = Math.max(0, from - offset)
	let place = text.indexOf(needle, starts[line])
	while (place !== -1) {
		while ((starts[line + 1] ?? text.length) <= place) line++
		const end = starts[line + 1] ?? text.length
		if (isWhole || holdsAll(text.slice(starts[line], end), terms)) yield offset + line
		place = text.indexOf(needle, end)
	}
}

/**
 * The people in the order in which the pod lists them, officers first, and the search over their names, user
 * names and addresses. A person is known by the position in that order.
 */
export class PeopleIndex {
	readonly people: readonly Person[]
	/** Positions below this are officers. */
	readonly officerCount: number
	readonly #stretches: readonly Stretch[]
	readonly #counts: Map<string, number>
	readonly #byId = new Map<string, Person>()
	#byUsername: Map<string, Person> | undefined
	#byEmail: Map<string, Person> | undefined

	constructor(people: readonly Person[]) {
		// Text that fits one byte per character is scanned about twice as fast, so the rest stands apart.
		const parts: { people: Person[]; lines: string[] }[] = [0, 1, 2, 3].map(() => ({ people: [], lines: [] }))
		for (const person of people) {
			const line = searchLine(person)
			const part = parts[(person.isOfficer ? 0 : 2) + (beyondLatin1.test(line) ? 1 : 0)]
			part?.people.push(person)
			part?.lines.push(line)
			this.#byId.set(person.id, person)
		}
		let offset = 0
		this.#stretches = parts.map(({ lines }) => {
			const stretch = stretchOf(lines, offset)
			offset += lines.length
			return stretch
		})
		this.#counts = countCharacters(this.#stretches.map(({ text }) => text.slice(0, 5000)).join(''))
		this.people = parts.flatMap((part) => part.people)
		this.officerCount = this.people.findIndex((person) => !person.isOfficer)
		if (this.officerCount === -1) this.officerCount = this.people.length
	}

	byId(id: string): Person | undefined {
		return this.#byId.get(id)
	}

	byUsername(username: string): Person | undefined {
		this.#byUsername ??= new Map(this.people.map((person) => [person.username, person]))
		return this.#byUsername.get(username.toLowerCase())
	}

	byEmail(emailAddress: string): Person | undefined {
		this.#byEmail ??= new Map(this.people.map((person) => [person.emailAddress, person]))
		return this.#byEmail.get(emailAddress.toLowerCase())
	}

	/**
	 * Positions of the people in whose names, user name or address every word of the query occurs, whatever the
	 * case and the accents, ascending from `from`. A blank query matches nobody.
	 */
	*matching(query: string, from = 0): Generator<number> {
		const terms = query
			.split(/\s+/)
			.filter((word) => word !== '')
			.map(foldName)
		if (terms.length === 0) return
		const needle = needleOf(terms, this.#counts)
		for (const stretch of this.#stretches) {
			if (stretch.offset + stretch.starts.length - 1 > from) yield* scan(stretch, terms, needle, from)
		}
	}
}
