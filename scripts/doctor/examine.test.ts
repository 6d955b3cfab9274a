import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, describe, expect, test } from 'vitest'
import { freePort } from '../launch/ports.ts'
import { projectRoot } from '../launch/project-root.ts'
import { examine } from './examine.ts'
import { examined, found } from './testing/found.ts'

const folder = mkdtempSync(join(tmpdir(), 'scopekeeper-doctor-'))
afterAll(() => rmSync(folder, { recursive: true }))

const quiet = async () => ({
	DATA_DIR: join(folder, 'data'),
	PORT: String(await freePort()),
	SANDBOX_PORT: String(await freePort()),
})

describe('a configuration', () => {
	test('with nothing set is right, and what does not run yet is said to come', async () => {
		const findings = await examine(await quiet())
		expect(findings.filter(({ level }) => level === 'wrong' || level === 'warning')).toEqual([])
		expect(found(findings, 'embedded')).toMatch(/^ok: .*`npm start` makes a PostgreSQL/)
		expect(found(findings, 'reachable', 'Sandbox pod')).toMatch(/^ok: .*starts the sandbox pod/)
		expect(found(findings, 'discovery')).toMatch(/^ok: None/)
	})

	test('is told all that the start would refuse it for, not only the first', async () => {
		const findings = await examine({
			...(await quiet()),
			SESSION_MAX_HOURS: '0',
			DATABASE_URL: 'mysql://nowhere',
			NEXTAUTH_URL: 'http://scopekeeper.acme.com',
			SYMPHONY_POD_URL: 'https://acme.invalid/pod',
			HOST: '0.0.0.0',
			CHECKPOINT_KEY_PATH: '/nowhere.pem',
		})
		const told = findings.filter(({ area }) => area === 'Configuration').map(({ saw }) => saw.split(' ')[0])
		expect(told.toSorted()).toEqual(
			['A', 'A', 'DATABASE_URL', 'NEXTAUTH_URL', 'SESSION_MAX_HOURS', 'The', 'The'].toSorted(),
		)
		expect(found(findings, 'reachable', 'Database')).toMatch(/^open: Not tried: its address is refused/)
		expect(found(findings, 'discovery')).toMatch(/^open: Not tried: its settings are missing or refused/)
		expect(found(findings, 'key')).toMatch(/^open: Not tried: the key is refused/)
	})

	test('whose pod’s address is refused is told so, and the pod is not tried', async () => {
		const refused = { ...(await quiet()), SYMPHONY_POD_URL: 'http://acme.invalid/pod' }
		expect(await examined('Pod', refused)).toEqual({ reachable: 'open: Not tried: its address is refused.' })
	})
})

describe('the command', () => {
	async function doctor(variables: Record<string, string>, ...args: string[]) {
		const program = join(projectRoot, 'scripts', 'doctor', 'main.ts')
		const child = spawn(process.execPath, ['--conditions=react-server', program, ...args], {
			env: { NODE_ENV: 'production', ...variables },
		})
		const [output, errors, [exitCode]] = await Promise.all([
			text(child.stdout),
			text(child.stderr),
			once(child, 'exit'),
		])
		return { output, errors, exitCode }
	}

	test('prints no secret of the configuration, whatever is wrong and whoever repeats it', async () => {
		const secret = {
			app: 'canary-of-the-app',
			owner: 'canary-of-the-owner',
			client: 'canary-of-the-client',
			cookie: 'canary-of-a-cookie-of-32-characters',
			ops: 'canary-of-operators',
			proxy: 'canary-of-a-proxy',
			query: 'canary-in-a-query',
			session: 'canary-of-a-session',
			key: 'canary-in-a-key-file',
		}
		// Whoever answers repeats all that it could know.
		const { key: _key, ...known } = secret
		const gossip = createServer((_request, response) =>
			response
				.writeHead(401, { 'content-type': 'application/json' })
				.end(JSON.stringify({ code: 401, message: Object.values(known).join(' ') })),
		)
		await new Promise<void>((resolve) => gossip.listen(0, '127.0.0.1', resolve))
		const at = `http://127.0.0.1:${(gossip.address() as AddressInfo).port}`
		const key = join(folder, 'key.pem')
		writeFileSync(key, secret.key)
		const closed = `127.0.0.1:${await freePort()}`
		const variables = {
			...(await quiet()),
			DATABASE_URL: `postgresql://app:${secret.app}@${closed}/x`,
			DATABASE_OWNER_URL: `postgresql://owner:${secret.owner}@${closed}/x`,
			OIDC_ISSUER: at,
			OIDC_CLIENT_ID: 'scopekeeper',
			OIDC_CLIENT_SECRET: secret.client,
			ROLE_OFFICER: 'officers',
			NEXTAUTH_URL: at,
			NEXTAUTH_SECRET: secret.cookie,
			OPS_TOKEN: secret.ops,
			HTTPS_PROXY: `http://user:${secret.proxy}@proxy.invalid`,
			SYMPHONY_POD_URL: `${at}/pod`,
			SYMPHONY_SESSION_TOKEN: secret.session,
			CHECKPOINT_KEY_PATH: key,
			CHECKPOINT_URL: `https://witness.invalid/?token=${secret.query}`,
		}
		const { output, errors, exitCode } = await doctor(variables)
		expect({ errors, exitCode }).toEqual({ errors: '', exitCode: 1 })
		expect(output).toMatch(/refused SYMPHONY_SESSION_TOKEN/)
		expect(Object.values(secret).filter((text) => output.includes(text))).toEqual([])
		gossip.close()
		gossip.closeAllConnections()
	})

	test('tells programs the same as people, and its exit code', async () => {
		const variables = await quiet()
		const { output, exitCode } = await doctor({ ...variables, HTTPS_PROXY: 'http://proxy.invalid' }, '--json')
		const { exitCode: said, findings } = JSON.parse(output)
		expect({ exitCode, said }).toEqual({ exitCode: 2, said: 2 })
		expect(found(findings, 'proxy')).toMatch(/^warning:/)
	})

	test('explains itself, and refuses what it does not know', async () => {
		expect(await doctor({}, '--help')).toMatchObject({
			exitCode: 0,
			output: expect.stringMatching(/Exit code: 0 all right, 1/),
		})
		expect(await doctor({}, '--fix')).toMatchObject({
			exitCode: 1,
			output: '',
			errors: expect.stringMatching(/--fix/),
		})
	})
})
