import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import { Random } from '#lib/pod/sandbox/random.ts'
import type { Pair } from './evidence.ts'
import { otherFault, type PlannedFault, putFault, stuck } from './faults.ts'

export interface Apply {
	kind: 'apply'
	operationId: string
	pair: Pair
	active: boolean
	/** Whether the same form is sent twice at once, to two servers where there are two. */
	twice: boolean
}

/** What a person does to the pair's change whose outcome nobody knows, or to its newest one. */
export interface Attend {
	kind: 'check_now' | 'send_again' | 'close'
	pair: Pair
}

export interface Step {
	/** Index into the officers. */
	officer: number
	/** Index into the servers: where the request goes first. */
	server: number
	operation: Apply | Attend
	/** Given to the pod before the operation. */
	faults: PlannedFault[]
	/** Whether every session with the pod ends before the operation. */
	endsSessions: boolean
}

/** Something that happens to a process, `delayMs` after the step of that index begins. */
export interface Disturbance {
	step: number
	delayMs: number
	/** Index into the servers: this one, or the next that runs. */
	server: number
	what: { kind: 'kill_server' } | { kind: 'kill_database' } | { kind: 'pause_server'; ms: number }
}

export interface Plan {
	pairs: Pair[]
	steps: Step[]
	disturbances: Disturbance[]
}

export interface PlanSize {
	operations: number
	kills: number
	seed: number
	officers: number
	servers: number
}

const pairCount = 60
const hotPairCount = 6

const { equitiesLondon, ratesNewYork, creditNewYork, ratesChicago, primeServices, noAssignee } =
	landmarkGroups
const { averyQuill, rowanIdle, mikaSorrel, superOfficer, formerAssignee, sparse } = landmarkPeople
const { aboveSafeInteger, greatestId, formulaName, rightToLeft } = landmarkPeople
const groups = [equitiesLondon, ratesNewYork, creditNewYork, ratesChicago, primeServices, noAssignee]
const people = [averyQuill, rowanIdle, mikaSorrel, superOfficer, formerAssignee, sparse].concat(
	aboveSafeInteger,
	greatestId,
	formulaName,
	rightToLeft,
)

/** All that will be done, from the seed alone; in which order the machine then does it is not planned. */
export function makePlan(size: PlanSize): Plan {
	const random = new Random(size.seed)
	const all = groups.flatMap(({ id }) => people.map((person) => ({ groupId: id, userId: person.id })))
	const pairs = random.shuffled(all).slice(0, pairCount)
	return { pairs, steps: planSteps(random, pairs, size), disturbances: planDisturbances(random, size) }
}

function planSteps(random: Random, pairs: Pair[], { operations, officers, servers }: PlanSize): Step[] {
	const turns = new Map<Pair, boolean>()
	/** Pairs that somebody will attend to, by the step. */
	const due = new Map<number, Attend>()
	return Array.from({ length: operations }, (_, step) => {
		const hot = random.next() < 0.25
		const pair = random.pick(hot ? pairs.slice(0, hotPairCount) : pairs)
		const attend = due.get(step) ?? null
		const operation = attend ?? planApply(random, pair, turns)
		const getsStuck = !attend && random.next() < 0.05
		if (getsStuck) {
			const kinds = ['send_again', 'send_again', 'close', 'check_now'] as const
			for (const later of [6, 14]) due.set(step + later + random.below(6), { kind: random.pick(kinds), pair })
		}
		return {
			officer: random.below(officers),
			server: random.below(servers),
			operation,
			faults: getsStuck ? stuck(random, pair) : planFaults(random, pair),
			endsSessions: random.next() < 0.01,
		}
	})
}

/** Mostly the other way than the last time: whatever became of that one, one of two applies has something to do. */
function planApply(random: Random, pair: Pair, turns: Map<Pair, boolean>): Apply {
	const other = !turns.get(pair)
	const active = random.next() < 0.9 ? other : !other
	turns.set(pair, active)
	const operationId = [random.hex(8), random.hex(4), `4${random.hex(3)}`, `8${random.hex(3)}`, random.hex(12)]
	return { kind: 'apply', operationId: operationId.join('-'), pair, active, twice: random.next() < 0.15 }
}

function planFaults(random: Random, pair: Pair): PlannedFault[] {
	const faults: PlannedFault[] = []
	if (random.next() < 0.3) faults.push(putFault(random, pair))
	if (random.next() < 0.1) faults.push(otherFault(random, pair))
	return faults
}

/** Kills evenly over the steps, one in ten of them of the database; pauses besides, every other one longer than a lease. */
function planDisturbances(random: Random, { operations, kills, servers }: PlanSize): Disturbance[] {
	const spread = (count: number, what: (index: number) => Disturbance['what']): Disturbance[] =>
		Array.from({ length: count }, (_, index) => ({
			step: Math.floor(((index + random.next()) * operations) / count),
			delayMs: random.below(150),
			server: random.below(servers),
			what: what(index),
		}))
	const killings = spread(kills, (index) =>
		index % 10 === 5 ? { kind: 'kill_database' } : { kind: 'kill_server' },
	)
	const pauses = spread(Math.round(kills / 6), (index) => {
		const ms = index % 2 === 0 ? 23_000 + random.below(3_000) : 500 + random.below(8_000)
		return { kind: 'pause_server', ms }
	})
	return [...killings, ...pauses].toSorted((one, other) => one.step - other.step)
}
