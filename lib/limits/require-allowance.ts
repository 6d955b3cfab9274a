import { getDatabase } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import { takeOne } from './allowance.ts'
import { type LimitName, limitOf } from './limits.ts'

const patienceMs = 1_000

/**
 * The seconds to wait, or 0 where the limit cannot be asked: a limit keeps order, it protects no secret, and a console
 * that answered nobody while its database is slow would make of a small trouble a large one.
 */
export async function waitOrPass(take: () => Promise<number>): Promise<number> {
	let timer: NodeJS.Timeout | undefined
	const late = new Promise<number>((resolve) => {
		timer = setTimeout(resolve, patienceMs, 0)
	})
	try {
		return await Promise.race([take(), late])
	} catch (error) {
		log().debug({ kind: 'database', err: error }, 'a limit could not be asked')
		return 0
	} finally {
		clearTimeout(timer)
	}
}

export const tooManySentence = (waitS: number) =>
	`Too much was asked for in a short time, so this was not done. Wait ${waitS} ${waitS === 1 ? 'second' : 'seconds'} and try again.`

/** Takes one from a person's allowance; gives the seconds to wait, 0 where it was taken. */
export function takeAllowance(name: LimitName, personId: string): Promise<number> {
	return waitOrPass(() => takeOne(getDatabase(), `${name} ${personId}`, limitOf(name)))
}

/**
 * The same for a verb.
 * @param person.id UUID of the person's row
 * @throws AppError `too_many_requests`
 */
export async function requireAllowance(name: LimitName, person: { id: string }): Promise<void> {
	const waitS = await takeAllowance(name, person.id)
	if (waitS === 0) return
	throw new AppError('too_many_requests', tooManySentence(waitS), { retryAfterS: waitS })
}
