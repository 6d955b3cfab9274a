import type { Check, Finding } from '../check.ts'
import { runChecks } from '../check.ts'
import { examine } from '../examine.ts'

/** What one check said: its level, and its sentences in one text. */
export function found(findings: Finding[], what: string, area?: string): string {
	const finding = findings.find((one) => one.what === what && (!area || one.area === area))
	return finding ? `${finding.level}: ${finding.saw} ${finding.advice ?? ''}`.trim() : 'nothing'
}

/** The same of all checks of one area, by name. */
export async function outcomesOf(checks: Check[]): Promise<Record<string, string>> {
	const findings = await runChecks('area', checks)
	return Object.fromEntries(findings.map(({ what }) => [what, found(findings, what)]))
}

/** The same of one area of a whole examination, by name. */
export async function examined(area: string, variables: Record<string, string | undefined>) {
	const findings = (await examine(variables)).filter((finding) => finding.area === area)
	return Object.fromEntries(findings.map(({ what }) => [what, found(findings, what)]))
}
