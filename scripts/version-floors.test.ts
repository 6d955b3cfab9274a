import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findBelowFloors, floors, isBelow, nodeFloor } from './version-floors.ts'

const read = (file: string) => JSON.parse(readFileSync(join(import.meta.dirname, '..', file), 'utf8'))

test('no copy of a package in the lock file lies below its floor', () => {
	expect(findBelowFloors(read('package-lock.json'))).toEqual([])
})

test('the engine that package.json asks for is the floor of Node', () => {
	expect(`>=${nodeFloor.floor.split('.')[0]}`).toBe(read('package.json').engines.node)
})

test.each(floors)(
	'a copy of $package below $floor is found, wherever it lies',
	({ package: name, floor }) => {
		const lock: { packages: Record<string, { version: string }> } = read('package-lock.json')
		for (const path of [
			`node_modules/${name}`,
			`node_modules/some/node_modules/@scope/other/node_modules/${name}`,
		]) {
			const packages = { ...lock.packages, [path]: { version: '0.0.1' } }
			expect(findBelowFloors({ packages })).toEqual([
				expect.stringContaining(`${path} is 0.0.1, and has to be ${floor}`),
			])
		}
	},
)

test('a package of another name is no copy, and a floor about nothing is told', () => {
	const held = [{ package: 'pg', floor: '8.23.1', reason: 'a reason' }]
	const packages = {
		'node_modules/not-pg': { version: '1.0.0' },
		'node_modules/pg/lib': { version: '1.0.0' },
	}
	expect(findBelowFloors({ packages }, held)).toEqual([
		expect.stringMatching(/^pg has a floor and is no dep/),
	])
})

test('versions are put in order as numbers, and what leads up to one comes before it', () => {
	const version = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30))
	const weight = ([major, minor, patch]: number[]) => (major ?? 0) * 1e6 + (minor ?? 0) * 1e3 + (patch ?? 0)
	fc.assert(
		fc.property(version, version, (one, other) => {
			expect(isBelow(one.join('.'), other.join('.'))).toBe(weight(one) < weight(other))
			expect(isBelow(`${one.join('.')}-beta.1`, one.join('.'))).toBe(true)
		}),
	)
})
