import { userInfo } from 'node:os'
import { AppError } from '#lib/errors.ts'
import { readArguments } from './arguments.ts'
import { openOwnerDatabase } from './database.ts'
import { countErasable, type Erasable, isNothing } from './erasable.ts'
import { eraseBefore } from './erase.ts'

/** Erases personal data from the record: 0 where that was done or there was none, else 1 and one sentence. */

const number = (value: number, one: string, many: string) =>
	`${value.toLocaleString('en')} ${value === 1 ? one : many}`
const amounts = ({ entries, changes, requests, comments, ends }: Erasable) =>
	`the details of ${number(entries, 'entry', 'entries')} and the texts of ${[
		number(changes, 'change', 'changes'),
		number(requests, 'request', 'requests'),
		number(comments, 'comment', 'comments'),
		number(ends, 'end', 'ends'),
	].join(', ')}`

async function forget(args: string[]): Promise<string> {
	const { before, dryRun } = readArguments(args)
	const db = await openOwnerDatabase()
	try {
		const moment = before.toISOString()
		const found = await countErasable(db, before)
		if (isNothing(found)) return `There is nothing left to erase from before ${moment}.`
		if (dryRun) return `This would erase ${amounts(found)} from before ${moment}. Nothing was erased.`
		const erased = await eraseBefore(db, before, userInfo().username)
		return `Erased ${amounts(erased)} from before ${moment}. What was erased stays in backups until they expire.`
	} finally {
		await db.$client.end()
	}
}

try {
	console.log(await forget(process.argv.slice(2)))
} catch (error) {
	const message = error instanceof Error ? error.message.split('\n')[0] : String(error)
	console.error(
		error instanceof AppError
			? error.message
			: `The record could not be erased from: ${message}. Run this again: it goes on where it was.`,
	)
	process.exitCode = 1
}
