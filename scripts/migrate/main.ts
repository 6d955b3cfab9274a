import { readDatabaseUrl } from '#lib/env.ts'
import { readVariables } from '#lib/env-variables.ts'
import { AppError } from '#lib/errors.ts'
import { readCommandLine } from '../command-line.ts'
import { migrate, requireDatabase } from '../launch/database.ts'

/**
 * `npm run migrate`: brings the database of DATABASE_OWNER_URL up to date and gives the role of DATABASE_URL its
 * rights. A line per step; where it cannot, one sentence and exit code 1.
 */
const usage = `Brings the database of DATABASE_OWNER_URL up to date, and gives the role of DATABASE_URL its rights.

  npm run migrate`

async function main(): Promise<void> {
	readCommandLine(usage, {})
	const given = readVariables(process.env)
	const ownerUrl = readDatabaseUrl(given, 'DATABASE_OWNER_URL')
	const appUrl = readDatabaseUrl(given, 'DATABASE_URL')
	if (!ownerUrl || !appUrl) {
		throw new AppError(
			'invalid_input',
			'Migrations need DATABASE_OWNER_URL, the address of the tables’ owner, and DATABASE_URL, whose user is the role that the console signs in as.',
		)
	}
	await requireDatabase('DATABASE_OWNER_URL', ownerUrl)
	await migrate(appUrl, ownerUrl, (line) => process.stdout.write(`${line}\n`))
}

await main().catch((error: unknown) => {
	const text =
		error instanceof AppError ? error.message : `The database could not be brought up to date: ${error}.`
	process.stderr.write(`${text}\n`)
	process.exitCode = 1
})
