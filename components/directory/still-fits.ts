/** Without case and accents, so that "gorska" is found in "Górska". */
const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/**
 * Whether something that was listed for an earlier text still fits the present one: every word of it stands
 * somewhere in what is known of the thing. Used until the list for the present text arrives.
 */
export function stillFits(known: (string | null)[], text: string): boolean {
	const whole = folded(known.filter((part) => part !== null).join(' '))
	return folded(text)
		.split(/\s+/)
		.every((word) => whole.includes(word))
}
