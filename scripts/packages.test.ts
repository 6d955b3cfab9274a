import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packagesAreCurrent } from './packages.mjs'

let folder: string

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'scopekeeper-packages-'))
	mkdirSync(join(folder, 'node_modules'))
	write('package-lock.json', {
		'': { version: '1.0.0' },
		'node_modules/next': next,
		'node_modules/knip': { ...knip, dev: true },
		'node_modules/@next/swc-elsewhere': { version: '16.4.6', optional: true },
	})
})

afterEach(() => rmSync(folder, { recursive: true }))

function write(file: string, packages: object): void {
	writeFileSync(join(folder, file), JSON.stringify({ packages }))
}

function installed(next: object | null, knip: object | null): void {
	write('node_modules/.package-lock.json', {
		...(next && { 'node_modules/next': next }),
		...(knip && { 'node_modules/knip': knip }),
	})
}

const next = { version: '16.4.6', integrity: 'sha512-next' }
const knip = { version: '6.44.2', integrity: 'sha512-knip' }

test('packages are current without those for other machines', () => {
	installed(next, knip)
	expect(packagesAreCurrent(folder)).toBe(true)
})

test('packages are not current where nothing was ever installed', () => {
	expect(packagesAreCurrent(folder)).toBe(false)
})

test('packages are not current without those for development, which the build needs', () => {
	installed(next, null)
	expect(packagesAreCurrent(folder)).toBe(false)
})

test('packages are not current in another version', () => {
	installed({ ...next, version: '16.4.5' }, knip)
	expect(packagesAreCurrent(folder)).toBe(false)
})

test('packages are not current with another content under the same version', () => {
	installed({ ...next, integrity: 'sha512-other' }, knip)
	expect(packagesAreCurrent(folder)).toBe(false)
})
