/** One name: as written, as it is searched, and as an address spells it: `Иван`, `иван`, `ivan`. */
export interface Name {
	text: string
	folded: string
	ascii: string
}

/** The given and family names that go together, and the order in which they are said. */
export interface Naming {
	language: string
	familyFirst: boolean
	/** What stands between the two names: nothing in Chinese and Japanese. */
	joiner: string
	given: readonly Name[]
	family: readonly Name[]
}

interface NamingSource {
	/** Names apart by spaces, `_` for a space inside one; outside Latin script each as `name:romanised`. */
	given: string
	family: string
	familyFirst?: boolean
	joiner?: string
}

const lettersWithoutDecomposition: Record<string, string> = {
	ł: 'l',
	ø: 'o',
	đ: 'd',
	ð: 'd',
	þ: 'th',
	ß: 'ss',
	æ: 'ae',
	œ: 'oe',
	ı: 'i',
}

/** Lower case without accents, the form in which names are searched: `Łukasz` gives `lukasz`. */
export function foldName(text: string): string {
	const bare = text
		.normalize('NFD')
		.toLowerCase()
		.replace(/[\u0300-\u036f]/g, '')
		.normalize('NFC')
	return bare.replace(/[łøđðþßæœı]/g, (letter) => lettersWithoutDecomposition[letter] ?? letter)
}

/** A name with the forms made from it. */
export function nameOf(text: string, romanised = text): Name {
	return { text, folded: foldName(text), ascii: foldName(romanised).replace(/[^a-z]/g, '') }
}

function readName(word: string): Name {
	const [written = '', romanised] = word.split(':')
	return nameOf(written.replaceAll('_', ' '), romanised)
}

/** Reads one language's list of names. */
export function naming(language: string, source: NamingSource): Naming {
	return {
		language,
		familyFirst: source.familyFirst ?? false,
		joiner: source.joiner ?? ' ',
		given: source.given.split(' ').map(readName),
		family: source.family.split(' ').map(readName),
	}
}
