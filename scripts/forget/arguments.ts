import { parseArgs } from 'node:util'
import { AppError } from '#lib/errors.ts'

export interface ForgetArguments {
	/** What is older than this moment is erased. */
	before: Date
	dryRun: boolean
}

const usage = 'Use: npm run forget -- --before 2020-01-31 [--dry-run]'
const dayMs = 86_400_000

function refuse(sentence: string): never {
	throw new AppError('invalid_input', sentence)
}

function parse(args: string[]) {
	try {
		return parseArgs({ args, options: { before: { type: 'string' }, 'dry-run': { type: 'boolean' } } }).values
	} catch {
		return refuse(`Those options make no sense. ${usage}`)
	}
}

/** Midnight UTC of a day, or a whole moment with its zone. */
function readMoment(text: string): Date {
	const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text)
	const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)
	const moment = new Date(text)
	// 2023-02-30 is read as the second of March; as such a date it means nothing here.
	const isReal = !Number.isNaN(moment.getTime()) && isRealDay(text.slice(0, 10))
	if ((isDay || isMoment) && isReal) return moment
	return refuse(`“${text}” is no date such as 2020-01-31, or 2020-01-31T09:30:00Z. ${usage}`)
}

function isRealDay(day: string): boolean {
	const midnight = new Date(day)
	return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day)
}

/**
 * What was asked for on the command line.
 * @throws AppError `invalid_input` with one sentence
 */
export function readArguments(args: string[], now = new Date()): ForgetArguments {
	const { before: text, 'dry-run': dryRun = false } = parse(args)
	if (!text) return refuse(`Say up to which date to erase. ${usage}`)
	const before = readMoment(text)
	if (before > now) return refuse(`${text} is in the future.`)
	if (now.getTime() - before.getTime() < dayMs) {
		return refuse(`${text} is less than a day ago: what is newer than that is not erased.`)
	}
	return { before, dryRun }
}
