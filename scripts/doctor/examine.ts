import { join } from 'node:path'
import { appRole, roleUrl } from '#lib/db/roles.ts'
import { inspectEnv, type KnownSettings } from '#lib/env-inspection.ts'
import { readIfThere } from '../launch/files.ts'
import { type Finding, ok, open, runChecks, wrong } from './check.ts'
import { checkpointChecks } from './checkpoints.ts'
import { appDatabaseChecks } from './database.ts'
import { ownerDatabaseChecks } from './owner-database.ts'
import { podChecks } from './pod.ts'
import { providerChecks } from './provider.ts'
import { createRedactor, redactFinding } from './redact.ts'
import { isListening, surroundingsChecks } from './surroundings.ts'

type Variables = Record<string, string | undefined>

function configurationFindings(problems: string[]): Finding[] {
	const area = 'Configuration'
	if (problems.length === 0) {
		return [{ area, what: 'variables', ...ok('The start takes them as they are.') }]
	}
	return problems.map((problem) => ({
		area,
		what: 'variables',
		...wrong(problem, 'The console does not start before this is put right.'),
	}))
}

/** Where the console works in the database that the launcher keeps; null where that does not run now. */
async function embeddedUrl(dataDir: string): Promise<string | null> {
	const text = readIfThere(join(dataDir, 'postgres.json'))
	if (!text) return null
	// Written by the launcher alone.
	const { port, appPassword } = JSON.parse(text) as { port: number; appPassword: string }
	if (!(await isListening('127.0.0.1', port))) return null
	return roleUrl(`postgresql://127.0.0.1:${port}/`, appRole, appPassword)
}

async function databaseFindings(known: KnownSettings, isRefused: boolean): Promise<Finding[]> {
	const { databaseUrl, databaseOwnerUrl, database, dataDir } = known
	const area = 'Database'
	if (isRefused) return [{ area, what: 'reachable', ...open('Not tried: its address is refused.') }]
	if (databaseUrl || databaseOwnerUrl) {
		const [app, owner] = await Promise.all([
			databaseUrl ? runChecks(area, appDatabaseChecks(databaseUrl, database.poolSize)) : [],
			databaseOwnerUrl
				? runChecks('Database, as its owner', ownerDatabaseChecks(databaseOwnerUrl, databaseUrl))
				: [
						{
							area: 'Database, as its owner',
							what: 'migrations',
							...ok('DATABASE_OWNER_URL is not set: migrations are applied elsewhere.'),
						},
					],
		])
		return [...app, ...owner]
	}
	const embedded = await embeddedUrl(dataDir)
	if (embedded) return runChecks(area, appDatabaseChecks(embedded, database.poolSize, 'DATA_DIR'))
	return [
		{
			area,
			what: 'embedded',
			...ok('DATABASE_URL is not set: `npm start` makes a PostgreSQL in DATA_DIR, and it does not run now.'),
		},
	]
}

async function podFindings({ pod }: KnownSettings, isRefused: boolean): Promise<Finding[]> {
	const area = pod.sandbox ? 'Sandbox pod' : 'Pod'
	if (isRefused) return [{ area, what: 'reachable', ...open('Not tried: its address is refused.') }]
	const { hostname, port } = new URL(pod.url)
	if (pod.sandbox && !(await isListening(hostname, Number(port)))) {
		const saw = 'SYMPHONY_POD_URL is not set: `npm start` starts the sandbox pod, and it does not run now.'
		return [{ area, what: 'reachable', ...ok(saw) }]
	}
	return runChecks(area, podChecks(pod))
}

async function providerFindings({ oidc, pod }: KnownSettings): Promise<Finding[]> {
	const area = 'Identity provider'
	if (oidc) return runChecks(area, providerChecks(oidc))
	const what = 'discovery'
	if (pod.sandbox) return [{ area, what, ...ok('None: with the sandbox pod people are chosen by role.') }]
	return [{ area, what, ...open('Not tried: its settings are missing or refused.') }]
}

async function checkpointFindings(known: KnownSettings): Promise<Finding[]> {
	const area = 'Checkpoints'
	if (!known.checkpoint) return [{ area, what: 'key', ...open('Not tried: the key is refused.') }]
	const databaseUrl = known.databaseUrl ?? (await embeddedUrl(known.dataDir))
	// The launcher keeps the name that it made.
	const kept = readIfThere(join(known.dataDir, 'checkpoint-origin'))?.trim() || null
	const settings = { ...known.checkpoint, origin: known.checkpoint.origin ?? kept }
	return runChecks(area, checkpointChecks(settings, databaseUrl, known.pod.sandbox))
}

/**
 * Looks at everything that a start with these variables would use, side by side, and changes nothing: of the pod it asks
 * for a session and reads; the database refuses its connections every write.
 */
export async function examine(variables: Variables): Promise<Finding[]> {
	const { problems, known } = inspectEnv(variables)
	const refused = (name: string) => problems.some((problem) => problem.startsWith(name))
	const findings = await Promise.all([
		configurationFindings(problems),
		runChecks('This machine', surroundingsChecks(known, variables)),
		databaseFindings(known, refused('DATABASE_')),
		providerFindings(known),
		podFindings(known, refused('SYMPHONY_POD_URL') || refused('SYMPHONY_LOGIN_URL')),
		checkpointFindings(known),
	])
	const redact = createRedactor(variables)
	return findings.flat().map((finding) => redactFinding(finding, redact))
}
