import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'

/** A screen that is left alone must not keep its session alive: docs/single-sign-on.md, “Sessions”. */

const root = resolve(import.meta.dirname, '..', '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** Asked for where somebody types or chooses, and only there. */
const askedByPeople = ['/api/groups', '/api/people']

/** Every address under `/api` that a script of the page reads, with whatever stands for a parameter left open. */
function readAddresses(): { file: string; address: string }[] {
	const files = globSync(['components/**/*.{ts,tsx}'], { cwd: root }).filter(
		(file) => !file.includes('.test.'),
	)
	return files.flatMap((file) =>
		[...read(file).matchAll(/['"`](\/api\/[^'"`?]*)/g)].map(([, address = '']) => ({ file, address })),
	)
}

const routes = globSync('app/api/**/route.ts', { cwd: root }).map((file) => ({
	file,
	pattern: new RegExp(
		`^/${file
			.replace(/^app\//, '')
			.replace(/\/route\.ts$/, '')
			.replaceAll(/\[[^\]]+\]/g, '[^/]+')}/?$`,
	),
}))

const routeOf = (address: string) =>
	routes.find(({ pattern }) => pattern.test(address.replaceAll(/\$\{[^}]*\}/g, 'x')))?.file

it('every route that a page reads by itself counts as no activity', () => {
	const reads = readAddresses()
	expect(reads.length).toBeGreaterThan(10)
	const marked = /requireActor\(\{ poll: true \}\)/
	const unmarked = reads
		.filter(({ address }) => !askedByPeople.includes(address) && !address.startsWith('/api/audit/exports'))
		.map(({ file, address }) => ({ file, address, route: routeOf(address) }))
		.filter(({ route }) => !route || !marked.test(read(route)))
	expect(unmarked).toEqual([])
})

it('what counts as activity is never read by itself', () => {
	const careless = readAddresses()
		.filter(({ address }) => askedByPeople.includes(address))
		.filter(({ file }) => !/\.\.\.askedByPerson,\n\t+\}\)/.test(read(file)))
	expect(careless).toEqual([])
})
