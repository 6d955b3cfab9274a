import { expect, test } from 'vitest'
import { landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import { officers } from './officers.ts'
import { makePlan } from './plan.ts'

const size = { operations: 3_000, kills: 60, seed: 7, officers: officers.length, servers: 3 }
const plan = makePlan(size)
const faults = plan.steps.flatMap((step) => step.faults.map(({ rule }) => rule))

test('the same seed gives the same plan, another one another', () => {
	expect(makePlan(size)).toEqual(plan)
	expect(makePlan({ ...size, seed: 8 })).not.toEqual(plan)
})

test('there are as many operations and kills as asked for, and pauses besides, in the order of the steps', () => {
	expect(plan.steps).toHaveLength(3_000)
	const kills = plan.disturbances.filter(({ what }) => what.kind !== 'pause_server')
	expect(kills).toHaveLength(60)
	expect(kills.filter(({ what }) => what.kind === 'kill_database')).toHaveLength(6)
	expect(plan.disturbances.length).toBeGreaterThan(60)
	expect(plan.disturbances.map(({ step }) => step)).toEqual(
		plan.disturbances.map(({ step }) => step).toSorted((one, other) => one - other),
	)
})

test('every kind of operation comes up, each apply under an identifier of its own', () => {
	const kinds = new Set(plan.steps.map(({ operation }) => operation.kind))
	expect(kinds).toEqual(new Set(['apply', 'check_now', 'send_again', 'close']))
	const identifiers = plan.steps.flatMap(({ operation }) =>
		operation.kind === 'apply' ? [operation.operationId] : [],
	)
	expect(new Set(identifiers).size).toBe(identifiers.length)
})

test('nobody is asked to change their own assignment', () => {
	const { joFenwick, samOkafor, lenaBrandt } = landmarkPeople
	const own = [joFenwick, samOkafor, lenaBrandt].map(({ id }) => id)
	expect(plan.pairs.filter(({ userId }) => own.some((id) => id === userId))).toEqual([])
})

test('the pod keeps its word: what it refuses takes no effect, and nothing takes effect after the settle time', () => {
	const replaced = faults.map(({ fault }) => fault).filter(({ effect }) => effect === true)
	expect(replaced.length).toBeGreaterThan(0)
	for (const { kind, status } of replaced) {
		if (kind === 'status') expect(Number(status)).toSatisfy((code: number) => code >= 500 || code === 408)
		else expect(status).not.toBe(429)
	}
	for (const { fault } of faults) expect(Number(fault.ms ?? 0)).toBeLessThan(1_000)
	const misleading = faults.filter(({ method, fault }) => method === 'GET' && fault.kind === 'alter')
	expect(misleading).toEqual([])
})
