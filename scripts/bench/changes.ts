import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Role } from '#lib/auth/permissions.ts'
import { type Actor, findActor, openSession } from '#lib/auth/session-store.ts'
import { applyChange } from '#lib/changes/apply.ts'
import { type ChangeForm, warningCodes } from '#lib/changes/schemas.ts'
import { env } from '#lib/env.ts'
import { putAssignment } from '#lib/pod/assignments.ts'
import { createPodClient } from '#lib/pod/client.ts'
import { getPod } from '#lib/pod/connection.ts'
import { listGroups } from '#lib/pod/groups.ts'
import { landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import { processSingleton } from '#lib/process-singleton.ts'
import { approveRequest } from '#lib/requests/approve.ts'
import { askFor } from './ask-for.ts'
import { figure, heading, timeEach, times } from './figures.ts'
import { clocked, PodTime, podTime } from './pod-clock.ts'

const perWidth = 400
const userId = landmarkPeople.averyQuill.id

function installClockedPod(): void {
	const { url, loginUrl, credentials, groupType, globalGroupId } = env().pod
	if (credentials.kind !== 'key') throw new Error('the bench runs on the sandbox pod')
	const privateKeyPem = readFileSync(credentials.privateKeyPath, 'utf8')
	const account = { kind: 'key', username: credentials.username, privateKeyPem } as const
	processSingleton('pod', () =>
		clocked(createPodClient({ podUrl: url, loginUrl, credentials: account, groupType, globalGroupId })),
	)
}

/** Someone of a role, for the bench's own database. */
export async function signIn(role: Role = 'officer'): Promise<Actor> {
	const subject = `bench-${role}`
	const identity = { issuer: 'sandbox', subject, name: `Bench, ${role}`, email: `${subject}@example.com` }
	const sessionId = await openSession({ ...identity, username: subject, podUserId: null, role })
	const actor = await findActor(sessionId)
	if (!actor) throw new Error('nobody is signed in')
	return actor
}

function formFor(groupId: string, active: boolean): ChangeForm {
	return {
		operationId: randomUUID(),
		groupId,
		userId,
		active,
		reason: 'Measured by the bench, and undone by it.',
		ticket: '',
		confirmation: '',
		// What is measured is the path of a change, not its guard-rails' words.
		shownWarnings: [...warningCodes],
	}
}

/** A change's own time (its answer less the time of the pod), beside a bare PUT of the same client in the same run. */
export async function benchChanges(): Promise<void> {
	installClockedPod()
	const actor = await signIn()
	const asker = await signIn('support')
	const { items } = await listGroups(getPod())
	const ordinary = items.filter(({ active, name }) => active && name !== 'Global')
	const groups = ordinary.slice(0, 40).map(({ id }) => id)
	const change = async (groupId: string, active: boolean) => async () => {
		const applied = await applyChange(actor, formFor(groupId, active))
		return applied.change.state
	}
	const decision = async (groupId: string, active: boolean) => {
		const approval = await askFor(asker, { groupId, userId, active })
		return async () => (await approveRequest(actor, approval)).state
	}
	for (const width of [1, 8]) {
		const bare = await timeEach(perWidth, width, (turn) => {
			const groupId = groups[Math.floor(turn / 2) % groups.length] ?? ''
			return putAssignment(getPod(), { groupId, userId, active: turn % 2 === 0 })
		})
		await unassignAll(groups)
		const own = await timeOwn(groups, width, change)
		await unassignAll(groups)
		const ofDecisions = await timeOwn(groups, width, decision)
		await unassignAll(groups)
		heading(`${perWidth} changes, ${width} at once`)
		figure('own time of the console', times(own, 0.99), 'p50 ≤ 15 ms, p99 ≤ 60 ms')
		figure('the same of a decision that applies', times(ofDecisions, 0.99), 'p50 ≤ 15 ms, p99 ≤ 60 ms')
		figure('a bare PUT', times(bare, 0.99))
	}
}

async function unassignAll(groups: string[]): Promise<void> {
	for (const groupId of groups) await putAssignment(getPod(), { groupId, userId, active: false })
}

/** Gets one change of a group ready; performing it gives the state that it came to. */
type Prepare = (groupId: string, active: boolean) => Promise<() => Promise<string>>

/** Every group is toggled by one change at a time, so that no two meet on one pair. */
async function timeOwn(groups: string[], width: number, prepare: Prepare): Promise<number[]> {
	const own: number[] = []
	const free = groups.map((groupId) => ({ groupId, active: true }))
	await timeEach(perWidth, width, async () => {
		const next = free.shift()
		if (!next) throw new Error('there are fewer groups than changes at once')
		const perform = await prepare(next.groupId, next.active)
		const clock = new PodTime()
		const begunAt = performance.now()
		const state = await podTime.run(clock, perform)
		own.push(performance.now() - begunAt - clock.totalMs)
		if (state !== 'applied') throw new Error(`a change ended ${state}`)
		free.push({ ...next, active: !next.active })
	})
	return own
}
