import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildIsCurrent, hashSources, stampBuild } from './build.ts'

let root: string

function write(path: string, text: string): void {
	mkdirSync(dirname(join(root, path)), { recursive: true })
	writeFileSync(join(root, path), text)
}

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'scopekeeper-build-'))
	write('app/[...all]/page.tsx', 'export default () => null')
	write('lib/env.ts', 'export {}')
	write('package-lock.json', '{}')
	write('.next/BUILD_ID', 'made')
	stampBuild(root, hashSources(root))
})

afterEach(() => rmSync(root, { recursive: true }))

describe('a build is current', () => {
	test('while nothing has changed, however old or new the files look', () => {
		const later = new Date(Date.now() + 60_000)
		utimesSync(join(root, 'lib/env.ts'), later, later)
		expect(buildIsCurrent(root)).toBe(true)
	})

	test.each(['lib/env.test.ts', 'lib/pod/sandbox/main.ts', 'README.md', 'e2e/assign.spec.ts'])(
		'when %s changes, which no build reads',
		(path) => {
			write(path, 'changed')
			expect(buildIsCurrent(root)).toBe(true)
		},
	)
})

describe('a build is not current', () => {
	test.each([
		'lib/env.ts',
		'app/[...all]/page.tsx',
		'components/new.tsx',
		'public/icon.svg',
		'next.config.js',
		'postcss.config.mjs',
		'tsconfig.json',
		'package-lock.json',
		'instrumentation.ts',
	])('once %s is written', (path) => {
		write(path, 'changed')
		expect(buildIsCurrent(root)).toBe(false)
	})

	test('once a source is removed', () => {
		rmSync(join(root, 'lib/env.ts'))
		expect(buildIsCurrent(root)).toBe(false)
	})

	test('once a source is renamed', () => {
		renameSync(join(root, 'lib/env.ts'), join(root, 'lib/environment.ts'))
		expect(buildIsCurrent(root)).toBe(false)
	})

	test('when Next did not finish it', () => {
		rmSync(join(root, '.next/BUILD_ID'))
		expect(buildIsCurrent(root)).toBe(false)
	})
})
