import 'server-only'
import { cleanText } from '#lib/clean-text.ts'
import type { Account } from './account-from-claims.ts'
import { leaveWord, readWord } from './sealed-cookie.ts'

const cookie = 'scopekeeper.refused'
const minutes = 5

/** Of what a provider may say at any length: more than so much no cookie holds. */
const maxBytes = 200

/** Keeps for the next page who signed in and was not let in; no address carries a name, and no visitor can put one. */
export async function noteRefused({ name, email, username }: Account): Promise<void> {
	const further = email ?? username
	const words = further && further !== name ? `${cleanText(name, maxBytes)} (${further})` : name
	await leaveWord(cookie, cleanText(words, 2 * maxBytes), minutes * 60)
}

/** Who was not let in a moment ago, in words; `null` where that is not known. */
export const readRefused = () => readWord(cookie)
