import * as z from 'zod/mini'

const maxUserId = 2n ** 63n - 1n

function isUserId(value: string): boolean {
	if (!/^[1-9]\d{0,18}$/.test(value)) return false
	return BigInt(value) <= maxUserId
}

/**
 * A compliance group's identifier: opaque, 1 to 256 characters. `.` and `..` are refused because a URL would
 * swallow them as path steps, lone surrogates because they cannot be percent-encoded.
 */
export const groupIdSchema = z.string('Choose a group.').check(
	z.minLength(1, { error: 'Choose a group.', abort: true }),
	z.maxLength(256, { error: 'A group ID has at most 256 characters.', abort: true }),
	z.refine((value) => !/\p{Cc}/u.test(value), 'A group ID cannot hold control characters.'),
	z.refine((value) => value.isWellFormed(), 'A group ID cannot hold broken characters.'),
	z.refine((value) => value.trim() !== '', 'A group ID cannot be blank.'),
	z.refine((value) => value !== '.' && value !== '..', 'A group ID cannot be “.” or “..”.'),
)

/** A pod user's identifier: a positive int64 in decimal, without sign or leading zero. */
export const userIdSchema = z
	.string('Choose a user.')
	.check(
		z.minLength(1, { error: 'Choose a user.', abort: true }),
		z.refine(isUserId, 'A user ID is a whole number from 1 to 9223372036854775807, in digits only.'),
	)
