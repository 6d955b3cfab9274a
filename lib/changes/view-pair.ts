import 'server-only'
import { requirePermission } from '#lib/auth/require-permission.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import type { ListFact } from '#lib/directory/fact.ts'
import { isGlobalGroup } from '#lib/directory/global-group.ts'
import { toGroupOption, toPersonOption } from '#lib/directory/options.ts'
import { type PairFacts, readPairFacts } from '#lib/directory/read-pair-facts.ts'
import { parseInput } from '#lib/parse-input.ts'
import type { PodClient } from '#lib/pod/client.ts'
import { getPod } from '#lib/pod/connection.ts'
import { findOpenChange } from './open-change.ts'
import { type JudgedPair, judgeChange } from './policy.ts'
import { type PairView, pairSchema, type StandingEnd } from './schemas.ts'
import { findStandingEnd } from './standing-end.ts'

/**
 * A (group, user) pair as the pod shows it now, with what a change of it would meet. `input` is a `pairSchema`.
 * What the pod does not show is `null`; nothing the pod does makes this reject.
 */
export async function viewPair(actor: Actor, input: unknown): Promise<PairView> {
	requirePermission(actor, 'look_up')
	const { groupId, userId } = parseInput(pairSchema, input)
	const [reading, openChange, end] = await Promise.all([
		readPairToJudge(groupId, userId),
		findOpenChange(groupId, userId),
		findStandingEnd(actor, groupId, userId),
	])
	return showPair(actor, reading, { openChange, standingEnd: end })
}

/** A reading with the guard-rails' word on both directions of change, and what this console has under way. */
export function showPair(
	actor: Actor,
	reading: JudgedPair,
	{ openChange, standingEnd }: Pick<PairView, 'openChange'> & { standingEnd: StandingEnd | null },
): PairView {
	const assign = judgeChange(actor, reading, true)
	const unassign = judgeChange(actor, reading, false)
	return { ...reading, openChange, standingEnd: standingEnd?.endsAt ?? null, assign, unassign }
}

/** Reads from the pod all that the guard-rails judge. */
export async function readPairToJudge(
	groupId: string,
	userId: string,
	pod: PodClient = getPod(),
): Promise<JudgedPair> {
	const { globalGroupId } = pod
	const facts = await readPairFacts(pod, groupId, userId)
	const { pair, group, otherGroups, otherAssignees } = facts
	return {
		groupId,
		userId,
		readAt: new Date(facts.readAtMs).toISOString(),
		state: pair.state,
		stateProblem: pair.state === 'unreadable' ? pair.problem : null,
		assignment: pair.state === 'unreadable' ? null : pair.assignment,
		group: group.state === 'found' ? toGroupOption(group.value, globalGroupId) : null,
		user: describeUser(facts),
		isGlobal: isGlobalGroup(
			{ id: groupId, name: group.state === 'found' ? group.value.name : null },
			globalGroupId,
		),
		otherGroups: knownGroups(otherGroups, globalGroupId),
		otherAssignees: knownOthers(otherAssignees),
		globalGroupKnownBy: globalGroupId === null ? 'name' : 'id',
	}
}

function describeUser({ user, roles, canBeAssigned }: PairFacts): JudgedPair['user'] {
	return user.state === 'found' ? { ...toPersonOption(user.value), roles, canBeAssigned } : null
}

/** A list that was cut short before Global came up does not show whether the user holds it. */
function knownGroups(
	list: PairFacts['otherGroups'],
	globalGroupId: string | null,
): JudgedPair['otherGroups'] {
	if (list.state === 'unreadable') return null
	const groups = list.items.map((other) => ({ ...other, isGlobal: isGlobalGroup(other, globalGroupId) }))
	return list.complete || groups.some(({ isGlobal }) => isGlobal) ? groups : null
}

/** A list that was cut short still shows that there are others; an empty one then shows nothing. */
function knownOthers<T>(list: ListFact<T>): T[] | null {
	if (list.state === 'unreadable') return null
	return list.complete || list.items.length > 0 ? list.items : null
}
