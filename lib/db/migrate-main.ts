import { AppError } from '#lib/errors.ts'
import { migrateDatabase } from './migrate.ts'

/** `node lib/db/migrate-main.ts OWNER_URL APP_ROLE`: one line, and exit code 1 where it says why not. */
async function main([ownerUrl, appRole]: string[]): Promise<void> {
	if (!ownerUrl || !appRole) throw new AppError('invalid_input', 'Usage: migrate-main.ts OWNER_URL APP_ROLE')
	await migrateDatabase({ ownerUrl, appRole })
	process.stdout.write('The database is up to date.\n')
}

/** The sentence alone; of an error that nobody foresaw, its message. Neither holds the address or its password. */
function sentenceFor(error: unknown): string {
	if (error instanceof AppError) return error.message
	const reason =
		error instanceof Error
			? error.message || ('code' in error ? String(error.code) : error.name)
			: String(error)
	return `The database could not be brought up to date: ${reason}`
}

await main(process.argv.slice(2)).catch((error: unknown) => {
	process.stderr.write(`${sentenceFor(error)}\n`)
	process.exitCode = 1
})
