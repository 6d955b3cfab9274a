import { createHash } from 'node:crypto'
import type { SandboxGroup } from './groups-data.ts'
import { landmarkAssignments, landmarkGroups, landmarkPeople } from './landmarks.ts'
import type { Person } from './people.ts'
import { Random } from './random.ts'

/** One (group, officer) pair the pod knows of. Times are epoch milliseconds; `null` means never. */
export interface SandboxAssignment {
	id: string
	groupId: string
	userId: string
	active: boolean
	lastAddedAtMs: number | null
	lastRemovedAtMs: number | null
	/** Place in the order of creation, by which listings are sorted. */
	serial: number
}

/** An assignment's identifier, the same for a pair whenever it is made. */
export function assignmentId(groupId: string, userId: string): string {
	return `a-${createHash('sha256').update(`${groupId}\n${userId}`).digest('hex').slice(0, 12)}`
}

const firstDayMs = Date.UTC(2024, 1, 5, 9)
const daySeconds = 86_400

type Pair = Pick<SandboxAssignment, 'groupId' | 'userId' | 'active'>

function assigneesWanted(random: Random, isFirst: boolean): number {
	if (isFirst) return 0
	return random.next() < 0.08 ? 1 : 2 + random.below(3)
}

function* ordinaryPairs(
	random: Random,
	groups: readonly SandboxGroup[],
	officers: readonly Person[],
): Generator<Pair> {
	if (officers.length === 0) return
	for (const officer of officers) {
		if (random.next() < 0.1) yield { groupId: landmarkGroups.global.id, userId: officer.id, active: true }
	}
	for (const [index, group] of groups.entries()) {
		const wanted = assigneesWanted(random, index === 0)
		const chosen = new Set<Person>()
		for (let tries = 0; chosen.size < wanted && tries < 20; tries++) chosen.add(random.pick(officers))
		for (const officer of chosen) yield { groupId: group.id, userId: officer.id, active: true }
		const former = random.pick(officers)
		if (random.next() < 0.2 && !chosen.has(former))
			yield { groupId: group.id, userId: former.id, active: false }
	}
}

/** Who is assigned to what at first. The same seed, groups and people give the same assignments. */
export function generateAssignments(
	seed: number,
	groups: readonly SandboxGroup[],
	people: readonly Person[],
): SandboxAssignment[] {
	const random = new Random(seed, 3)
	const landmarkGroupIds = new Set<string>(Object.values(landmarkGroups).map((group) => group.id))
	const landmarkPersonIds = new Set<string>(Object.values(landmarkPeople).map((person) => person.id))
	const pairs: Pair[] = [
		...landmarkAssignments.map(({ group, person, removed }) => ({
			groupId: group.id,
			userId: person.id,
			active: removed !== true,
		})),
		...ordinaryPairs(
			random,
			groups.filter((group) => !landmarkGroupIds.has(group.id)),
			people.filter((person) => person.isOfficer && !landmarkPersonIds.has(person.id)),
		),
	]
	return pairs.map((pair, serial) => {
		const lastAddedAtMs = firstDayMs + random.below(600 * daySeconds) * 1000
		const lastRemovedAtMs = pair.active ? null : lastAddedAtMs + (1 + random.below(90)) * daySeconds * 1000
		return { ...pair, id: assignmentId(pair.groupId, pair.userId), lastAddedAtMs, lastRemovedAtMs, serial }
	})
}
