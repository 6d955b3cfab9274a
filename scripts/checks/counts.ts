import { readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'

export interface Counts {
	passed: number
	failed: number
	/** Names of the tests that failed, where they are known. */
	failures?: string[]
}

interface UnitReport {
	numPassedTests: number
	numFailedTests: number
	testResults: {
		name: string
		status: string
		assertionResults: { status: string; fullName: string }[]
	}[]
}

interface BrowserReport {
	stats: { expected: number; flaky: number; unexpected: number }
	errors: unknown[]
}

function read<Report>(file: string): Report | null {
	try {
		return JSON.parse(readFileSync(file, 'utf8'))
	} catch {
		return null
	}
}

/** A run that ended badly without a failed test failed all the same: nobody may read "0 failed". */
function withExitCode({ failed, ...counts }: Counts, exitCode: number): Counts {
	return { ...counts, failed: exitCode !== 0 && failed === 0 ? 1 : failed }
}

/** Tests in Vitest's JSON report; a file that could not be run counts as one that failed. */
export function countUnitTests(file: string, exitCode: number): Counts {
	const report = read<UnitReport>(file)
	if (!report) return { passed: 0, failed: 1 }
	const unrunnable = report.testResults.filter(
		({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
	)
	const failed = report.numFailedTests + unrunnable.length
	const failures = [...failedTests(report), ...unrunnable.map(({ name }) => inProject(name))]
	return withExitCode({ passed: report.numPassedTests, failed, failures }, exitCode)
}

const inProject = (file: string) => relative(process.cwd(), resolve(file))

function failedTests({ testResults }: UnitReport): string[] {
	return testResults.flatMap(({ name, assertionResults }) =>
		assertionResults
			.filter(({ status }) => status === 'failed')
			.map(({ fullName }) => `${inProject(name)}: ${fullName}`),
	)
}

/** Tests in Playwright's JSON report. */
export function countBrowserTests(file: string, exitCode: number): Counts {
	const report = read<BrowserReport>(file)
	if (!report) return { passed: 0, failed: 1 }
	const { expected, flaky, unexpected } = report.stats
	return withExitCode({ passed: expected + flaky, failed: unexpected + report.errors.length }, exitCode)
}

/** A step that is one check. */
export function countOne(exitCode: number): Counts {
	return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}
