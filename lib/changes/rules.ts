/** What the texts of a change must be; see `lib/pod/rules.ts`. Lengths are those of the trimmed text. */

export const reasonLength = { least: 10, most: 500 }
const ticketMost = 64

export function reasonProblem(text: string): string | null {
	const { length } = text.trim()
	if (length < reasonLength.least) return `Write a reason of at least ${reasonLength.least} characters.`
	return length > reasonLength.most ? `A reason has at most ${reasonLength.most} characters.` : null
}

export function ticketProblem(text: string): string | null {
	return text.trim().length > ticketMost ? `A ticket has at most ${ticketMost} characters.` : null
}
