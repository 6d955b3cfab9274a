/** Letters that look like a plain one to whoever types, and that Unicode does not take apart. */
const plainLetters: Record<string, string> = {
	ß: 'ss',
	æ: 'ae',
	œ: 'oe',
	ø: 'o',
	đ: 'd',
	ð: 'd',
	þ: 'th',
	ł: 'l',
	ı: 'i',
	ħ: 'h',
}
const plainAscii = /^[\x20-\x7e]*$/
const special = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'g')

/** Text as it is compared in a search: without accents and case, spaces made single. */
export function foldText(text: string): string {
	// Most names need none of this; a list of thousands is folded at once.
	if (plainAscii.test(text)) return text.toLowerCase().replace(/ {2,}/g, ' ').trim()
	return text
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(special, (letter) => plainLetters[letter] ?? letter)
		.replace(/\s+/g, ' ')
		.trim()
}
