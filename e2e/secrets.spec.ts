import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { Client } from 'pg'
import { startConsole } from './fixtures/console.ts'
import { freePort } from './fixtures/free-port.ts'
import { startLoginTap } from './fixtures/login-tap.ts'
import {
	applyButton,
	choosePair,
	result,
	resultField,
	signInAs,
	tellPod,
	writeReason,
} from './fixtures/story.ts'

test('the pod’s session token and the private key are in no answer, no output and no row', async ({
	page,
}) => {
	test.setTimeout(240_000)
	const dataDir = mkdtempSync(join(tmpdir(), 'scopekeeper-secrets-'))
	const sandboxPort = await freePort()
	const tap = await startLoginTap(`http://127.0.0.1:${sandboxPort}`)
	const console = await startConsole({
		dataDir,
		env: { SANDBOX_PORT: String(sandboxPort), SYMPHONY_LOGIN_URL: tap.url },
	})
	try {
		const seen = recordTraffic(page)
		await page.goto(console.url)
		await signInAs(page, 'compliance officer', console.url)
		await choosePair(page, 'Equities London', 'Avery Quill')
		await writeReason(page)
		await tellPod(console, 'expire-sessions', {})
		await applyButton(page).click()
		await expect(resultField(page, 'Status')).toHaveText('Active')
		await tellPod(console, 'faults', {
			method: 'PUT',
			times: 2,
			fault: { kind: 'status', status: 401, body: { code: 401, message: 'Invalid session' } },
		})
		await page.getByRole('switch', { name: 'Active' }).click()
		await writeReason(page, 'The lead officer is back from leave.')
		await applyButton(page).click()
		await expect(result(page)).toContainText('session')

		const key = readFileSync(join(dataDir, 'sandbox', 'bot-key.pem'), 'utf8')
		const keyLines = key.split('\n').filter((line) => line.length > 40)
		const secrets = [...tap.tokens, ...keyLines]
		expect(tap.tokens.length).toBeGreaterThan(1)
		expect(keyLines.length).toBeGreaterThan(10)
		const traffic = (await Promise.all(seen)).join('\n')
		expect(traffic).toContain('Avery Quill')
		const rows = await everyRow(console.ownerUrl)
		expect(rows).toContain('change.intended')
		for (const [place, text] of Object.entries({ traffic, rows, output: console.output() })) {
			for (const secret of secrets) expect(text.includes(secret), `a secret is in the ${place}`).toBe(false)
		}
	} finally {
		await console.stop()
		await tap.stop()
		rmSync(dataDir, { recursive: true, force: true })
	}
})

/** Every response of the run, headers and body, as the browser receives it. */
function recordTraffic(page: Page): Promise<string>[] {
	const seen: Promise<string>[] = []
	page.on('response', (response) => {
		const body = response.body().then(String, () => '')
		seen.push(
			Promise.all([response.headersArray(), body]).then(([headers, text]) => JSON.stringify(headers) + text),
		)
	})
	return seen
}

async function everyRow(databaseUrl: string): Promise<string> {
	const client = new Client(databaseUrl)
	await client.connect()
	try {
		const tables = await client.query<{ name: string }>(
			"select quote_ident(tablename) as name from pg_tables where schemaname = 'public'",
		)
		const rows: string[] = []
		for (const { name } of tables.rows) {
			const table = await client.query<{ row: string }>(`select t::text as row from public.${name} t`)
			rows.push(...table.rows.map(({ row }) => row))
		}
		return rows.join('\n')
	} finally {
		await client.end()
	}
}
