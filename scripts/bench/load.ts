import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { encode } from 'next-auth/jwt'
import { advanceDayCounts } from '#lib/audit/day-counts.ts'
import { sessionCookieName } from '#lib/auth/session-cookie.ts'
import { openSession, sandboxIssuer } from '#lib/auth/session-store.ts'
import { warningCodes } from '#lib/changes/schemas.ts'
import { getDatabase } from '#lib/db/client.ts'
import { listUserAssignments } from '#lib/pod/assignments.ts'
import { getPod } from '#lib/pod/connection.ts'
import { listGroups } from '#lib/pod/groups.ts'
import { searchCandidates } from '#lib/pod/users.ts'
import type { RunningConsole } from '../../e2e/fixtures/console.ts'
import { actionId } from '../../e2e/fixtures/visitor.ts'
import { projectRoot } from '../launch/project-root.ts'
import { figure, heading, ms, quantile } from './figures.ts'
import { kinds, type LoadPerson, type LoadPlan, type LoadResult, type LoadRole } from './load/plan.ts'
import { printPod, printUse, watchServer } from './load/watch.ts'
import { settle } from './record.ts'
import { addPeople, fillRecord } from './record-data.ts'
import { addCrowd, fillRequests } from './request-data.ts'

export interface LoadOptions {
	people: number
	seconds: number
	/** In the record before anybody comes. */
	entries: number
	/** 0: no soak, `seconds` counts. */
	soakMinutes: number
}

const warmUpMs = 30_000
const thinkMs = 5_000
const queued = { open: 2_000, closed: 100_000 }
/** Of twenty people. */
const roles: [LoadRole, number][] = [
	['officer', 10],
	['support', 7],
	['auditor', 2],
	['administrator', 1],
]

/** Many people at once on the running console, whose database `fillForLoad` has filled. */
export async function benchLoad(
	console: RunningConsole,
	dataDir: string,
	options: LoadOptions,
): Promise<void> {
	const people = await signInAll(dataDir, options.people)
	const measuredMs = options.soakMinutes > 0 ? options.soakMinutes * 60_000 : options.seconds * 1_000
	const watch = watchServer(console, { warmUpMs, measuredMs })
	const result = await playPeople({
		url: console.url,
		people,
		entries: options.entries,
		actionIds: {
			applyChangeAction: actionId('applyChangeAction'),
			fileRequestAction: actionId('fileRequestAction'),
			approveRequestAction: actionId('approveRequestAction'),
		},
		warnings: warningCodes,
		warmUpMs,
		measuredMs,
		thinkMs,
	})
	heading(
		`${options.people} people at once for ${measuredMs / 1_000} s, after ${warmUpMs / 1_000} s of warming up, ${thinkMs / 1_000} s of thought between two steps`,
	)
	printTimes(result, measuredMs)
	printUse(await watch, result, measuredMs)
	await printPod(console)
}

/** A long record, and a queue as a large firm would have it. */
export async function fillForLoad({ ownerUrl }: RunningConsole, entries: number): Promise<void> {
	const db = getDatabase()
	await fillRecord(db, await addPeople(db), entries)
	await fillRequests(ownerUrl, await addCrowd(), queued)
	await advanceDayCounts()
	await settle(ownerUrl)
}

/** People of their own, so that no two share a limit, each with a session and with pairs that nobody else changes. */
async function signInAll(dataDir: string, count: number): Promise<LoadPerson[]> {
	const secret = readFileSync(join(dataDir, 'auth-secret'), 'utf8').trim()
	const pairs = await findPairs()
	const share = Math.floor(pairs.length / count)
	const wheel = roles.flatMap(([role, times]) => Array.from({ length: times }, () => role))
	return Promise.all(
		Array.from({ length: count }, async (_, at) => {
			// 7 and 20 have no common divisor: every start of the list holds its share of each role.
			const role = wheel[(at * 7) % wheel.length] ?? 'officer'
			const subject = `load-${at}`
			// An address tells that they are nobody of the pod.
			const identity = { issuer: sandboxIssuer, subject, name: `Load ${at}`, email: `${subject}@example.com` }
			const sessionId = await openSession({ ...identity, username: subject, podUserId: null, role })
			const token = await encode({ token: { sessionId }, secret })
			return {
				role,
				cookie: `${sessionCookieName()}=${token}`,
				pairs: pairs.slice(at * share, (at + 1) * share),
			}
		}),
	)
}

/** Pairs that nobody has assigned, each of many officers in most of the groups. */
async function findPairs(): Promise<LoadPerson['pairs']> {
	const { items } = await listGroups(getPod())
	const groups = items.filter(({ active, name }) => active && name !== 'Global').slice(0, 200)
	const officers = await searchCandidates(getPod(), groups[0]?.id ?? '', { name: '', limit: 50 })
	const pairs: LoadPerson['pairs'] = []
	for (const { id: userId } of officers.items) {
		const { items: held } = await listUserAssignments(getPod(), userId)
		const heldIds = new Set(held.map(({ groupId }) => groupId))
		pairs.push(...groups.flatMap(({ id }) => (heldIds.has(id) ? [] : { groupId: id, userId })))
	}
	return pairs
}

async function playPeople(plan: LoadPlan): Promise<LoadResult> {
	const child = fork(join(projectRoot, 'scripts', 'bench', 'load', 'people.ts'), { cwd: projectRoot })
	child.send(plan)
	const ended = once(child, 'exit').then(([code]) => {
		throw new Error(`the process that plays the people ended with exit code ${code}`)
	})
	ended.catch(() => {})
	const [result] = await Promise.race([once(child, 'message'), ended])
	return result as LoadResult
}

const row = (took: readonly number[]) =>
	`${String(took.length).padStart(6)}  p50 ${ms(quantile(took, 0.5))}  p95 ${ms(quantile(took, 0.95))}  p99 ${ms(quantile(took, 0.99))}`

function printTimes({ took, errors, firstErrors, perPersonMinute }: LoadResult, measuredMs: number): void {
	for (const kind of kinds) figure(kind, row(took[kind]))
	const of = (what: string) => kinds.filter((kind) => kind.startsWith(what)).flatMap((kind) => took[kind])
	figure('pages', row(of('page')), 'p99 ≤ 300 ms')
	figure('actions', row(of('action')), 'p99 ≤ 300 ms')
	const all = Object.values(took).flat()
	figure('all', row(all))
	figure('requests a second', (all.length / (measuredMs / 1_000)).toFixed(0))
	figure('errors', String(errors), '0')
	for (const { kind, what } of firstErrors) figure(`  ${kind}`, what)
	if (perPersonMinute.length === 0) return
	const [usual, most] = [quantile(perPersonMinute, 0.5), Math.max(...perPersonMinute)]
	figure('requests of one person in a minute', `p50 ${usual}, most ${most}`)
}
