import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sourcesOfBuild } from '../launch/build.ts'
import { memoryLimits } from '../launch/next-child.ts'
import { standaloneFolder } from '../launch/standalone.ts'
import { readDockerfile } from './testing/dockerfile.ts'

/** No engine builds the image here: these hold what it would be built from. `e2e/image.spec.ts` runs what is in it. */

const root = resolve(import.meta.dirname, '..', '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const dockerfile = readDockerfile(root)
const [first, ...exceptions] = read('.dockerignore')
	.split('\n')
	.filter((line) => line && !line.startsWith('#'))
const letIn = exceptions.map((line) => line.replace(/^!/, ''))
const isLetIn = (path: string) => letIn.some((name) => path === name || path.startsWith(`${name}/`))

describe('the build’s context', () => {
	test('is what is let in and nothing else: no data, no keys, no history, no packages of this machine', () => {
		expect(first).toBe('*')
		expect(exceptions.filter((line) => !/^![\w.-]+$/.test(line))).toEqual([])
		const keptOut = ['.data/auth-secret', '.git/config', 'node_modules/next', '.next/BUILD_ID', 'deploy/.env']
		expect(keptOut.filter(isLetIn)).toEqual([])
	})

	test('has all that a build is made from, and all that is copied from it', () => {
		const sources = globSync(sourcesOfBuild, { cwd: root, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
		expect(sources.length).toBeGreaterThan(100)
		expect(sources.filter((path) => !isLetIn(path))).toEqual([])
		const named = dockerfile.copiedFromContext.filter((path) => path !== '.')
		expect(named).not.toEqual([])
		expect(named.filter((path) => !existsSync(join(root, path)) || !isLetIn(path))).toEqual([])
	})
})

describe('the image', () => {
	test('holds the tree that `npm start` runs, and runs it in the same way', () => {
		expect(dockerfile.copiedFromBuild).toEqual([`/build/${standaloneFolder}`])
		expect(dockerfile.command.slice(0, -1)).toEqual(['node', ...memoryLimits])
		const programs = [dockerfile.command, dockerfile.healthCommand].map((command) => command.at(-1) ?? '')
		expect(programs.filter((program) => !existsSync(join(root, program)))).toEqual([])
	})

	test('runs as a user that is not root', () => {
		expect(dockerfile.user).toMatch(/^[1-9]\d*:[1-9]\d*$/)
	})
})

describe('deploy/compose.yaml', () => {
	const compose = read('deploy/compose.yaml')
	const examples = ['deploy/console.env.example', 'deploy/.env.example'].map(read).join('\n')

	test('names files that are there, and programs of the image', () => {
		const mounted = [...compose.matchAll(/\.\/([\w.-]+\.sh):/g)].map(([, file]) => `deploy/${file}`)
		const run = [...compose.matchAll(/command: \[node, ([\w./-]+)\]/g)].map(([, file]) => file ?? '')
		expect([...mounted, ...run]).toHaveLength(2)
		expect([...mounted, ...run].filter((file) => !existsSync(join(root, file)))).toEqual([])
	})

	test('is given by the examples every variable that it asks for', () => {
		const asked = new Set([...compose.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name))
		expect([...asked].filter((name) => !new RegExp(`^${name}=`, 'm').test(examples))).toEqual([])
	})

	test('and its examples name only variables that the console knows', () => {
		const known = read('lib/env-variables.ts')
		const named = [...read('deploy/console.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name ?? '')
		expect(named.length).toBeGreaterThan(10)
		expect(named.filter((name) => !new RegExp(`^\t${name}:`, 'm').test(known))).toEqual([])
	})
})
