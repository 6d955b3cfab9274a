import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Who may import whom, as docs/architecture.md draws it. */

const root = resolve(import.meta.dirname, '..')
const sources = globSync(
	['app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}', 'lib/**/*.{ts,tsx}', 'instrumentation.ts', 'proxy.ts'],
	{ cwd: root },
).filter((file) => !file.endsWith('.test.ts') && !file.includes('/testing/'))

interface Import {
	from: string
	to: string
	typeOnly: boolean
}

const statement =
	/(?:^|\n)\s*(?:import|export)\s+(type\s+)?([^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g

function importsOf(file: string): Import[] {
	const text = readFileSync(join(root, file), 'utf8')
	return [...text.matchAll(statement)].flatMap(([, type, , fixed, dynamic]) => {
		const target = fixed ?? dynamic ?? ''
		if (target.startsWith('#')) return [{ from: file, to: target.slice(1), typeOnly: Boolean(type) }]
		if (!target.startsWith('.')) return []
		return [{ from: file, to: relative(root, resolve(root, dirname(file), target)), typeOnly: Boolean(type) }]
	})
}

const imports = sources.flatMap(importsOf)
const broken = (rule: (one: Import) => boolean) =>
	imports.filter((one) => !rule(one)).map(({ from, to }) => `${from} → ${to}`)

/** The floors of lib, lowest first; a file may import from its own floor's folder and from lower floors. */
const floors = [
	[
		'errors',
		'database-failures',
		'env',
		'env-variables',
		'database-address',
		'env-inspection',
		'env-warnings',
		'secret-file',
		'pod-settings',
		'signing-key',
		'blocked-ports',
		'answerable',
		'log',
		'log-console',
		'log-output',
		'log-pages',
		'process-singleton',
		'metrics',
		'http-metrics',
		'repeat',
		'stopping',
		'request-id',
		'request-scope',
		'request-origin',
		'router-state',
		'client-address',
		'security-headers',
		'incoming',
		'routes',
		'watch-requests',
		'utc-words',
		'clean-text',
		'parse-input',
		'perform-request',
		'action',
		'route',
		'download',
	],
	['pod', 'db'],
	['ledger', 'limits'],
	['auth'],
	['directory', 'notifications', 'gate'],
	['changes'],
	['schedules', 'audit', 'health', 'operations'],
	['requests'],
	['people', 'shell'],
	['start'],
]

function roomOf(path: string): string {
	const [, room = ''] = path.split('/')
	return room.replace(/\.tsx?$/, '')
}
const floorOf = (path: string) => floors.findIndex((rooms) => rooms.includes(roomOf(path)))

describe('imports', () => {
	it('never go back from lib to components or app, nor from components to app', () => {
		expect(
			broken(({ from, to }) => {
				if (from.startsWith('lib/')) return to.startsWith('lib/')
				if (from.startsWith('components/')) return !to.startsWith('app/')
				return true
			}),
		).toEqual([])
	})

	it('know a floor for every room of lib', () => {
		expect(sources.filter((file) => file.startsWith('lib/') && floorOf(file) === -1)).toEqual([])
	})

	it('stand only on lower floors inside lib', () => {
		expect(
			broken(({ from, to, typeOnly }) => {
				if (!from.startsWith('lib/') || roomOf(from) === roomOf(to)) return true
				const [above, below] = [floorOf(from), floorOf(to)]
				return typeOnly || (above === 0 ? below === 0 : below < above)
			}),
		).toEqual([])
	})

	// A schema's value would bring its library into the browser: decision 0004.
	it('let components take from lib only actions, rules, permissions, words for moments and types', () => {
		const open = /^lib\/(\w+\/(actions|rules)|auth\/permissions|utc-words)\.ts$/
		expect(
			broken(
				({ from, to, typeOnly }) =>
					!from.startsWith('components/') || !to.startsWith('lib/') || typeOnly || open.test(to),
			),
		).toEqual([])
	})

	it('let routes call verbs, never the pod or the database', () => {
		expect(broken(({ from, to }) => !from.startsWith('app/') || !/^lib\/(pod|db)\//.test(to))).toEqual([])
	})

	it('keep the sandbox pod to itself, the contract and exact JSON', () => {
		const known = /^lib\/pod\/(sandbox\/.*|contract\.ts|exact-json\.ts)$/
		expect(broken(({ from, to }) => !from.startsWith('lib/pod/sandbox/') || known.test(to))).toEqual([])
		expect(
			broken(({ from, to }) => from.startsWith('lib/pod/sandbox/') || !to.startsWith('lib/pod/sandbox/')),
		).toEqual([])
	})
})

const heedFile = 'components/api/heed.ts'

describe('files', () => {
	it('read process.env in lib/env.ts only', () => {
		const readers = sources.filter((file) => readFileSync(join(root, file), 'utf8').includes('process.env'))
		// Next defines NEXT_RUNTIME at build time: it tells which bundle this is, and configures nothing.
		expect(readers.filter((file) => file !== 'lib/env.ts' && file !== 'instrumentation.ts')).toEqual([])
	})

	it('have every action that a component calls looked at by `heed`, itself or by what runs it', () => {
		const importsHeed = (file: string) => imports.some(({ from, to }) => from === file && to === heedFile)
		const calling = imports.filter(
			({ from, to }) => from.startsWith('components/') && /^lib\/\w+\/actions\.ts$/.test(to),
		)
		const heedless = calling
			.filter(({ from }) => !importsHeed(from))
			.filter(({ from }) => !imports.some((one) => one.from === from && importsHeed(one.to)))
		// A plain form, which leads to another page whatever comes of it.
		expect(heedless.map(({ from }) => from)).toEqual(['components/shell/shell-foot.tsx'])
	})

	it("export only actions from a 'use server' file", () => {
		const actions = sources.filter((file) =>
			readFileSync(join(root, file), 'utf8').startsWith("'use server'"),
		)
		expect(actions.length).toBeGreaterThan(0)
		for (const file of actions) {
			const exported = readFileSync(join(root, file), 'utf8').match(/^export .*$/gm) ?? []
			expect(exported.filter((line) => !/^export async function \w+Action\(/.test(line))).toEqual([])
		}
	})
})
