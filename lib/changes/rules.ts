import type { ChangeState } from './schemas.ts'

/** Rules of a change that the browser asks too; see `lib/pod/rules.ts`. Lengths are those of the trimmed text. */

/** The states of a change whose outcome is not known yet; every other state is final. */
export const openStates = ['pending', 'unknown'] as const satisfies readonly ChangeState[]

export function isOpen(state: ChangeState): boolean {
	return openStates.some((open) => open === state)
}

/** Who acted where no person did. */
export const scopekeeperFor = (requestId: number) => `Scopekeeper, for request ${requestId}`

export const reasonLength = { least: 10, most: 500 }
const ticketMost = 64

/** What of a text can be seen: characters without a width of their own say nothing to whoever reads it later. */
export const seen = (text: string) => text.replace(/\p{Default_Ignorable_Code_Point}/gu, '').trim()

/** @returns the sentence for the person, or `null` where the reason can stay as it is */
export function reasonProblem(text: string): string | null {
	const { length } = text.trim()
	if (seen(text).length < reasonLength.least) {
		return `Write a reason of at least ${reasonLength.least} characters.`
	}
	return length > reasonLength.most ? `A reason has at most ${reasonLength.most} characters.` : null
}

export const breakGlassReasonLeast = 40

/** @returns the sentence for the person, or `null` where the reason can stay as it is */
export function breakGlassReasonProblem(text: string): string | null {
	if (seen(text).length < breakGlassReasonLeast) {
		return `Write a reason of at least ${breakGlassReasonLeast} characters: another officer reviews it afterwards.`
	}
	return reasonProblem(text)
}

/** @returns the sentence for the person, or `null` where the ticket can stay as it is */
export function ticketProblem(text: string): string | null {
	return text.trim().length > ticketMost ? `A ticket has at most ${ticketMost} characters.` : null
}
