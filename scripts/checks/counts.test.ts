import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { countBrowserTests, countUnitTests } from './counts.ts'

const folder = mkdtempSync(join(tmpdir(), 'scopekeeper-counts-'))
const file = join(folder, 'report.json')

afterAll(() => rmSync(folder, { recursive: true }))

function report(content: object): string {
	writeFileSync(file, JSON.stringify(content))
	return file
}

const unrunnable = { name: 'lib/broken.test.ts', status: 'failed', assertionResults: [] }
const passes = { status: 'passed', fullName: 'adds up' }
const fails = { status: 'failed', fullName: 'takes away' }
const ran = { name: 'lib/sums.test.ts', status: 'passed', assertionResults: [passes] }
const failed = { name: 'lib/sums.test.ts', status: 'failed', assertionResults: [passes, fails] }

describe('unit tests', () => {
	test('are counted one by one, and those that failed are named', () => {
		const content = { numPassedTests: 7, numFailedTests: 1, testResults: [ran, failed] }
		const failures = ['lib/sums.test.ts: takes away']
		expect(countUnitTests(report(content), 1)).toEqual({ passed: 7, failed: 1, failures })
	})

	test('of a file that could not be run count as one that failed', () => {
		const content = { numPassedTests: 7, numFailedTests: 0, testResults: [ran, unrunnable] }
		const failures = ['lib/broken.test.ts']
		expect(countUnitTests(report(content), 1)).toEqual({ passed: 7, failed: 1, failures })
	})

	test('that passed in a run that failed are not the whole truth', () => {
		const content = { numPassedTests: 7, numFailedTests: 0, testResults: [ran] }
		expect(countUnitTests(report(content), 1)).toEqual({ passed: 7, failed: 1, failures: [] })
	})

	test('without a report are one failure', () => {
		expect(countUnitTests(join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1 })
	})
})

describe('browser tests', () => {
	test('are counted one by one', () => {
		const content = { stats: { expected: 5, flaky: 1, unexpected: 2 }, errors: [] }
		expect(countBrowserTests(report(content), 1)).toEqual({ passed: 6, failed: 2 })
	})

	test('that never began are a failure', () => {
		const content = { stats: { expected: 0, flaky: 0, unexpected: 0 }, errors: [{}] }
		expect(countBrowserTests(report(content), 1)).toEqual({ passed: 0, failed: 1 })
	})
})
