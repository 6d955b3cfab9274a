/**
 * What an identifier must be, as plain functions: the schemas are made of them, and a form in the browser asks them
 * without carrying a schema library. Each gives the sentence for the person, or `null` where nothing is wrong.
 */

const maxUserId = 2n ** 63n - 1n

/**
 * A compliance group's identifier: opaque, 1 to 256 characters. `.` and `..` are refused because a URL would
 * swallow them as path steps, lone surrogates because they cannot be percent-encoded.
 */
export function groupIdProblem(id: string): string | null {
	if (id === '') return 'Choose a group.'
	if (id.length > 256) return 'A group ID has at most 256 characters.'
	if (/\p{Cc}/u.test(id)) return 'A group ID cannot hold control characters.'
	if (!id.isWellFormed()) return 'A group ID cannot hold broken characters.'
	if (id.trim() === '') return 'A group ID cannot be blank.'
	return id === '.' || id === '..' ? 'A group ID cannot be “.” or “..”.' : null
}

/** A pod user's identifier: a positive int64 in decimal, without sign or leading zero. */
export function userIdProblem(id: string): string | null {
	if (id === '') return 'Choose a user.'
	if (/^[1-9]\d{0,18}$/.test(id) && BigInt(id) <= maxUserId) return null
	return 'A user ID is a whole number from 1 to 9223372036854775807, in digits only.'
}
