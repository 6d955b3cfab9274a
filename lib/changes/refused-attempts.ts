import 'server-only'
import type { Actor } from '#lib/auth/session-store.ts'
import { beforeAnySending } from '#lib/database-failures.ts'
import { getDatabase } from '#lib/db/client.ts'
import { AppError, type ErrorCode } from '#lib/errors.ts'
import { appendEntries } from '#lib/ledger/append.ts'
import { byOf, who } from '#lib/ledger/entry-person.ts'
import type { Entry, EntryActor, EntrySource } from '#lib/ledger/schemas.ts'
import { takeForRecord } from '#lib/limits/take-for-record.ts'
import { groupIdSchema, userIdSchema } from '#lib/pod/schemas.ts'
import type { JudgedPair } from './policy.ts'
import { changeIdSchema, type Finding } from './schemas.ts'

/** What a person tried and was not let do. Slips of the pen (`invalid_input`) and outages are not attempts. */
const recorded: readonly ErrorCode[] = [
	'forbidden',
	'guard_rail',
	'four_eyes',
	'warnings_changed',
	'no_change_needed',
	'conflict',
]

/** By what a later reader knows the pair of an attempt; told once it was read. */
export interface PairNames {
	groupName: string | null
	userName: string | null
	/** The pair itself, where the input names it by something else. */
	pair?: { groupId: string; userId: string }
	/** Whose access it was about, where it was about that. */
	about?: { person: EntryActor; name: string }
}

/** What a pair is called by the pod's word. */
export function namesOf({ group, user }: JudgedPair): PairNames {
	return { groupName: group?.name ?? null, userName: user?.name ?? null }
}

/**
 * Performs what comes before a sending; where it refuses the actor, the attempt goes into the record before the
 * refusal goes out.
 * @throws AppError the refusal itself, or `database_unavailable`
 */
export async function recordingRefusals<T>(
	actor: Actor,
	input: unknown,
	perform: (tellNames: (names: PairNames) => void) => Promise<T>,
	source: EntrySource = 'assign_page',
): Promise<T> {
	let told: PairNames = { groupName: null, userName: null }
	return beforeAnySending(async () => {
		try {
			return await perform((read) => {
				told = read
			})
		} catch (error) {
			if (error instanceof AppError && recorded.includes(error.code)) {
				const { pair, about, ...names } = told
				const whom = about ? { person: about.person } : {}
				const attempt = { ...attemptOf(input), ...pair, ...whom, source }
				const details = about ? { ...names, name: about.name } : names
				await recordRefusedAttempt(actor, attempt, { code: error.code, message: error.message }, details)
			}
			throw error
		}
	})
}

/** How many attempts of a person are recorded at once, and by the minute after that; what comes beyond is counted. */
const limit = { burst: 20, perMinute: 10 }

/**
 * Records what somebody tried and was refused, with the code and the sentence they were given. Nobody may fill the record
 * by trying: where there were too many, the next entry says how many were left out.
 */
async function recordRefusedAttempt(
	actor: Actor,
	attempt: Pick<Entry, 'groupId' | 'userId' | 'active' | 'changeId' | 'requestId' | 'person' | 'source'>,
	refusal: Finding,
	names: { groupName: string | null; userName: string | null; name?: string },
): Promise<void> {
	await getDatabase().transaction(async (tx) => {
		const allowance = { name: `refused attempt of ${actor.id}`, limit }
		const leftOut = await takeForRecord(tx, 'a refused attempt', [allowance])
		if (leftOut === null) return
		const details = { by: byOf(actor), ...names, code: refusal.code, message: refusal.message }
		await appendEntries(tx, [
			{
				...attempt,
				action: 'attempt.refused',
				actor: who(actor),
				details: leftOut > 0 ? { ...details, leftOut } : details,
			},
		])
	})
}

/** As much of an unparsed input as is well-formed: a refusal may come before the input was looked at. */
function attemptOf(input: unknown) {
	const { groupId, userId, active, changeId, requestId } = (input ?? {}) as Record<string, unknown>
	const group = groupIdSchema.safeParse(groupId)
	const user = userIdSchema.safeParse(userId)
	const change = changeIdSchema.safeParse({ changeId })
	return {
		...(group.success ? { groupId: group.data } : {}),
		...(user.success ? { userId: user.data } : {}),
		...(typeof active === 'boolean' ? { active } : {}),
		...(change.success ? { changeId: change.data.changeId.toLowerCase() } : {}),
		...(isRequestId(requestId) ? { requestId } : {}),
	}
}

const isRequestId = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0
