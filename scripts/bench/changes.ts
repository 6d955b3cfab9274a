import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
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

/** Someone who may change assignments, for the bench's own database. */
export async function signIn(): Promise<Actor> {
	const identity = { issuer: 'sandbox', subject: 'bench', name: 'Bench', email: 'bench@example.com' }
	const sessionId = await openSession({ ...identity, username: 'bench', podUserId: null, role: 'officer' })
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
	const { items } = await listGroups(getPod())
	const ordinary = items.filter(({ active, name }) => active && name !== 'Global')
	const groups = ordinary.slice(0, 40).map(({ id }) => id)
	for (const width of [1, 8]) {
		const bare = await timeEach(perWidth, width, (turn) => {
			const groupId = groups[Math.floor(turn / 2) % groups.length] ?? ''
			return putAssignment(getPod(), { groupId, userId, active: turn % 2 === 0 })
		})
		for (const groupId of groups) await putAssignment(getPod(), { groupId, userId, active: false })
		const own = await timeOwn(actor, groups, width)
		for (const groupId of groups) await putAssignment(getPod(), { groupId, userId, active: false })
		heading(`${perWidth} changes, ${width} at once`)
		figure('own time of the console', times(own, 0.99), 'p50 ≤ 15 ms, p99 ≤ 60 ms')
		figure('a bare PUT', times(bare, 0.99))
	}
}

/** Every group is toggled by one change at a time, so that no two meet on one pair. */
async function timeOwn(actor: Actor, groups: string[], width: number): Promise<number[]> {
	const own: number[] = []
	const free = groups.map((groupId) => ({ groupId, active: true }))
	await timeEach(perWidth, width, async () => {
		const next = free.shift()
		if (!next) throw new Error('there are fewer groups than changes at once')
		const clock = new PodTime()
		const begunAt = performance.now()
		const { change } = await podTime.run(clock, () => applyChange(actor, formFor(next.groupId, next.active)))
		own.push(performance.now() - begunAt - clock.totalMs)
		if (change.state !== 'applied') throw new Error(`a change ended ${change.state}`)
		free.push({ ...next, active: !next.active })
	})
	return own
}
