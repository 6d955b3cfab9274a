import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { createTestDatabase } from '#lib/db/testing/test-database.ts'

const program = join(import.meta.dirname, 'main.ts')

/** The command as an image runs it, with these variables and no others. */
async function migrate(variables: Record<string, string>) {
	const env = { NODE_ENV: 'production', ...variables } as const
	const child = spawn(process.execPath, [program], { env })
	const [output, errors, exitCode] = await Promise.all([
		text(child.stdout),
		text(child.stderr),
		new Promise((resolve) => child.once('exit', resolve)),
	])
	return { output, errors, exitCode }
}

test('two at once on an empty database: one says each step in a line, both that it is up to date', async () => {
	const { ownerUrl, appUrl } = await createTestDatabase({ migrated: false })
	const variables = { DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: appUrl }
	const both = await Promise.all([migrate(variables), migrate(variables)])
	for (const { output, errors, exitCode } of both) {
		expect({ errors, exitCode }).toEqual({ errors: '', exitCode: 0 })
		expect(output).toMatch(/Gave the role “scopekeeper_app” its rights\.\nThe database is up to date\.\n$/)
	}
	expect(both.map(({ output }) => output.includes('Applied migration 0000_tables.')).sort()).toEqual([
		false,
		true,
	])
})

describe('says why not in one sentence, without the password, and exits with 1:', () => {
	const nowhere = 'postgresql://me:topsecret@127.0.0.1:1/none'

	async function expectRefusal(variables: Record<string, string>, saying: RegExp): Promise<void> {
		const { output, errors, exitCode } = await migrate(variables)
		expect({ output, exitCode }).toEqual({ output: '', exitCode: 1 })
		expect(errors).toMatch(/^[^\n]+\.\n$/)
		expect(errors).toMatch(saying)
		expect(errors).not.toContain('topsecret')
	}

	test('without the owner’s address', () =>
		expectRefusal({ DATABASE_URL: nowhere }, /DATABASE_OWNER_URL, the address/))

	test('a server that is not there', () =>
		expectRefusal({ DATABASE_URL: nowhere, DATABASE_OWNER_URL: nowhere }, /check DATABASE_OWNER_URL/))

	test('a wrong password', async () => {
		const { ownerUrl, appUrl } = await createTestDatabase()
		const wrong = Object.assign(new URL(ownerUrl), { password: 'topsecret' }).href
		await expectRefusal({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: wrong }, /refused the password/)
	})

	test('a database that a newer version has migrated', async () => {
		const { ownerUrl, ownerDb, appUrl } = await createTestDatabase()
		await ownerDb.execute(
			sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', ${Date.now() + 1e12})`,
		)
		await expectRefusal(
			{ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl },
			/made by a newer version of Scopekeeper than this one/,
		)
	})
})
