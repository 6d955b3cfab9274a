import 'server-only'
import type { Account } from './account-from-claims.ts'
import { leaveWord, readWord } from './sealed-cookie.ts'

const cookie = 'scopekeeper.refused'
const minutes = 5

/** Keeps for the next page who signed in and was not let in; no address carries a name, and no visitor can put one. */
export async function noteRefused({ name, email, username }: Account): Promise<void> {
	const further = email ?? username
	await leaveWord(cookie, further && further !== name ? `${name} (${further})` : name, minutes * 60)
}

/** Who was not let in a moment ago, in words; `null` where that is not known. */
export const readRefused = () => readWord(cookie)
