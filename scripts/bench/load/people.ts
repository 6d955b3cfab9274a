import { setTimeout as pause } from 'node:timers/promises'
import { Browser, type Tally } from './browser.ts'
import { play } from './person.ts'
import { kinds, type LoadKind, type LoadPlan, type LoadResult } from './plan.ts'

/** The process that plays the people: takes a plan over its channel, and gives back what it measured. */

const errorsKept = 20

function createTally(people: number) {
	const took = Object.fromEntries(kinds.map((kind) => [kind, [] as number[]])) as Record<LoadKind, number[]>
	const firstErrors: LoadResult['firstErrors'] = []
	let errors = 0
	const asked = Array.from({ length: people }, () => 0)
	let isMeasuring = false
	let isOver = false
	const tally: Tally = {
		took: (kind, ms) => void (isMeasuring && took[kind].push(ms)),
		failed(kind, what) {
			// Whoever leaves waits for no answer.
			if (isOver) return
			errors += 1
			if (errors <= errorsKept) firstErrors.push({ kind, what })
		},
		asked(person) {
			asked[person] = (asked[person] ?? 0) + 1
		},
	}
	const begin = () => {
		isMeasuring = true
		asked.fill(0)
	}
	const end = () => {
		isMeasuring = false
		isOver = true
	}
	return { tally, asked, begin, end, measured: () => ({ took, errors, firstErrors }) }
}

async function perform(plan: LoadPlan): Promise<LoadResult> {
	const { tally, asked, begin, end, measured } = createTally(plan.people.length)
	const perPersonMinute: number[] = []
	let isOver = false
	const shared = { filed: [], isOver: () => isOver }
	const everybody = plan.people.map((person, number) => {
		const browser = new Browser({ url: plan.url, cookie: person.cookie, person: number, tally })
		return play({ browser, person, plan, shared }, number)
	})
	await pause(plan.warmUpMs)
	begin()
	const before = process.cpuUsage()
	for (let leftMs = plan.measuredMs; leftMs > 0; leftMs -= 60_000) {
		await pause(Math.min(leftMs, 60_000))
		if (leftMs >= 60_000) perPersonMinute.push(...asked)
		asked.fill(0)
	}
	const { user, system } = process.cpuUsage(before)
	end()
	isOver = true
	await Promise.all(everybody)
	return { ...measured(), perPersonMinute, cpuSeconds: (user + system) / 1e6 }
}

process.once('message', async (plan: LoadPlan) => {
	const result = await perform(plan)
	process.send?.(result, () => process.exit(0))
})
