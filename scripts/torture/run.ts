import { setTimeout as pause } from 'node:timers/promises'
import type { ToldAnswer } from './evidence.ts'
import { type Answer, act, officers } from './officers.ts'
import type { Disturbance, Plan, Step } from './plan.ts'
import { endSessions, giveFault } from './sandbox-controls.ts'
import type { Server } from './server.ts'
import { Tally } from './tally.ts'
import type { Watcher } from './watcher.ts'
import type { World } from './world.ts'

const atOnce = 12
const mostTries = 4
const betweenTriesMs = 1_000

/** What was done, and what came of it as far as people were told. */
export interface Course {
	told: ToldAnswer[]
	/** By kind: operations, answers, faults, disturbances. */
	operations: Tally
	answers: Tally
	faults: Tally
	disturbances: Tally
}

/** Performs a plan: several officers at once, while processes die and sleep. */
export async function runPlan(world: World, plan: Plan, watcher: Watcher): Promise<Course> {
	const run = new Run(world, plan, watcher)
	await run.perform()
	return run.course
}

class Run {
	readonly course: Course = {
		told: [],
		operations: new Tally(),
		answers: new Tally(),
		faults: new Tally(),
		disturbances: new Tally(),
	}
	readonly #world: World
	readonly #plan: Plan
	readonly #watcher: Watcher
	readonly #disturbances: Disturbance[]
	readonly #underWay: Promise<void>[] = []
	#next = 0

	constructor(world: World, plan: Plan, watcher: Watcher) {
		this.#world = world
		this.#plan = plan
		this.#watcher = watcher
		this.#disturbances = [...plan.disturbances]
	}

	async perform(): Promise<void> {
		await Promise.all(Array.from({ length: atOnce }, () => this.#work()))
		await Promise.all(this.#underWay)
	}

	async #work(): Promise<void> {
		while (this.#next < this.#plan.steps.length) {
			const index = this.#next++
			const step = this.#plan.steps[index]
			await this.#disturb(index)
			if (step) await this.#take(step)
		}
	}

	/** Lets happen what is due by a step. Whoever begins it waits for a process that it can happen to, not for its end. */
	async #disturb(index: number): Promise<void> {
		while ((this.#disturbances[0]?.step ?? Number.POSITIVE_INFINITY) <= index) {
			const due = this.#disturbances.shift()
			if (!due) return
			await this.#runningServer(due.server)
			this.#underWay.push(this.#befall(due))
		}
	}

	async #befall({ delayMs, server: place, what }: Disturbance): Promise<void> {
		await pause(delayMs)
		const server = await this.#runningServer(place)
		this.course.disturbances.add(what.kind)
		switch (what.kind) {
			case 'kill_server':
				return server.kill()
			case 'pause_server':
				return server.pause(what.ms)
			case 'kill_database':
				return this.#world.database.kill()
		}
	}

	/** The server of that index, or the next that runs; waits while none does. */
	async #runningServer(index: number): Promise<Server> {
		const { servers } = this.#world
		for (;;) {
			const inTurn = servers.map((_, turn) => servers[(index + turn) % servers.length])
			const running = inTurn.find((server) => server?.isRunning)
			if (running) return running
			await pause(20)
		}
	}

	async #take({ officer, server, operation, faults, endsSessions }: Step): Promise<void> {
		for (const fault of faults) {
			await giveFault(this.#world.sandboxUrl, fault.rule)
			this.course.faults.add(fault.name)
		}
		if (endsSessions) await endSessions(this.#world.sandboxUrl)
		const twice = operation.kind === 'apply' && operation.twice
		this.course.operations.add(twice ? 'applied twice at once' : operation.kind)
		const places = twice ? [server, server + 1] : [server]
		await Promise.all(places.map((place) => this.#insist(officers[officer] ?? officers[0], place, operation)))
	}

	/** Asks until there is an answer, at the next server each time, as a person with a form that gave none would. */
	async #insist(officer: string, place: number, operation: Step['operation']): Promise<void> {
		for (let turn = 0; turn < mostTries; turn++) {
			const server = await this.#runningServer(place + turn)
			const answer = await this.#ask(server, officer, operation).catch(() => null)
			if (answer && 'told' in answer) {
				this.course.told.push(answer.told)
				return this.course.answers.add(answer.told.state)
			}
			this.course.answers.add(answer?.refused ?? 'no answer')
			if (answer && answer.refused !== 'database_unavailable') return
			if (answer) await pause(betweenTriesMs)
		}
	}

	async #ask(server: Server, officer: string, operation: Step['operation']): Promise<Answer> {
		if (operation.kind === 'apply') return act(server, officer, operation)
		const changeId = await this.#watcher.changeToAttend(operation.pair)
		return changeId ? act(server, officer, { ...operation, changeId }) : { refused: 'nothing to attend to' }
	}
}
