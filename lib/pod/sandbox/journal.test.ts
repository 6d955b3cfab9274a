import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AssignmentStore } from './assignment-store.ts'
import { generateAssignments } from './assignments-data.ts'
import type { JournalChange } from './journal.ts'
import { landmarkGroups, landmarkPeople } from './landmarks.ts'
import type { SandboxSettings } from './server.ts'
import { assignmentPath, type PodUnderTest, startPodUnderTest } from './testing/pod-under-test.ts'

const group = landmarkGroups.equitiesLondon.id
const { averyQuill, aboveSafeInteger } = landmarkPeople
const fileName = 'sandbox-pod.jsonl'

let dataDir: string
beforeEach(() => {
	dataDir = mkdtempSync(join(tmpdir(), 'sandbox-pod-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

async function run<T>(
	act: (pod: PodUnderTest) => Promise<T>,
	settings: Partial<SandboxSettings> = {},
): Promise<T> {
	const pod = await startPodUnderTest({ dataDir, ...settings })
	try {
		return await act(pod)
	} finally {
		await pod.close()
	}
}

const put = (userId: string, active: boolean) => (pod: PodUnderTest) =>
	pod.client.put(group, userId, { active })
const read = (userId: string) => (pod: PodUnderTest) => pod.client.get(assignmentPath(group, userId))

test('assignments keep their state, their dates and their identifier over a restart', async () => {
	const added = await run(put(aboveSafeInteger.id, true))
	const removed = await run(put(aboveSafeInteger.id, false))
	expect([added.status, removed.status]).toEqual([201, 200])
	const after = await run(read(aboveSafeInteger.id))
	expect(after.json).toMatchObject({
		id: added.json.id,
		active: false,
		lastAddedDate: added.json.lastAddedDate,
		lastRemovedDate: removed.json.lastRemovedDate,
	})
})

test('a change is in the file when its answer has arrived', async () => {
	await run(async (pod) => {
		await put(averyQuill.id, true)(pod)
		const last = readFileSync(join(dataDir, fileName), 'utf8').trim().split('\n').at(-1)
		expect(JSON.parse(last ?? '')).toMatchObject({ groupId: group, userId: averyQuill.id, active: true })
	})
})

test('a last line torn by a crash is dropped, the ones before it and after it are kept', async () => {
	await run(put(averyQuill.id, true))
	appendFileSync(join(dataDir, fileName), '{"groupId":"65d3c3fe4e5e4a6f_x-91","userId":"90071')
	expect((await run(put(aboveSafeInteger.id, true))).status).toBe(201)
	expect((await run(read(averyQuill.id))).json.active).toBe(true)
	expect((await run(read(aboveSafeInteger.id))).json.active).toBe(true)
})

test('a file of other data, or one that cannot be read, is set aside whole', async () => {
	await run(put(averyQuill.id, true))
	const before = readFileSync(join(dataDir, fileName), 'utf8')
	expect((await run(read(averyQuill.id), { seed: 2 })).status).toBe(404)
	const aside = readdirSync(dataDir).filter((name) => name.endsWith('.aside'))
	expect(aside.map((name) => readFileSync(join(dataDir, name), 'utf8'))).toEqual([before])
	await run(put(averyQuill.id, true), { seed: 2 })
	expect((await run(read(averyQuill.id), { seed: 2, users: 51 })).status).toBe(404)
	expect((await run(read(averyQuill.id), { seed: 2, users: 51, groups: 11 })).status).toBe(404)

	const [header = ''] = before.split('\n')
	writeFileSync(join(dataDir, fileName), `${header}\nnot a change\n{}\n`)
	expect((await run(read(averyQuill.id))).status).toBe(404)
	expect(readdirSync(dataDir).filter((name) => name.endsWith('.aside')).length).toBe(4)
})

test('a reset holds over a restart', async () => {
	await run(async (pod) => {
		await put(averyQuill.id, true)(pod)
		await pod.client.reset()
		await put(aboveSafeInteger.id, true)(pod)
	})
	expect((await run(read(averyQuill.id))).status).toBe(404)
	expect((await run(read(aboveSafeInteger.id))).status).toBe(200)
})

test('without a directory nothing is kept', async () => {
	await run(put(averyQuill.id, true), { dataDir: null })
	expect((await run(read(averyQuill.id), { dataDir: null })).status).toBe(404)
	expect(readdirSync(dataDir)).toEqual([])
})

test('a directory that cannot be used is an error, and leaves the port free', async () => {
	const port = await run(async ({ client }) => Number(new URL(client.url).port))
	const file = join(dataDir, 'a-file')
	writeFileSync(file, '')
	await expect(run(read(averyQuill.id), { port, dataDir: join(file, 'below') })).rejects.toThrow(/ENOTDIR/)
	expect((await run(read(averyQuill.id), { port })).status).toBe(404)
})

test('replaying the changes gives the state they made, with the counts of assignees', () => {
	const pairs = fc.record({
		groupId: fc.constantFrom('a', 'b'),
		userId: fc.constantFrom('1', '2', '3'),
		active: fc.boolean(),
	})
	const generated = generateAssignments(1, [], [])
	fc.assert(
		fc.property(fc.array(pairs), (changes) => {
			const kept: JournalChange[] = []
			const journal = {
				append: (change: JournalChange) => void kept.push(change),
				clear: () => {},
				close: () => {},
			}
			const live = new AssignmentStore(generated)
			live.continueFrom(journal, [])
			for (const { groupId, userId, active } of changes) live.put(groupId, userId, active)
			const replayed = new AssignmentStore(generated)
			replayed.continueFrom(journal, kept)
			for (const groupId of ['a', 'b', group]) {
				expect(replayed.ofGroup(groupId)).toEqual(live.ofGroup(groupId))
				expect(live.countActive(groupId)).toBe(live.ofGroup(groupId).filter(({ active }) => active).length)
			}
			for (const userId of ['1', '2', '3']) expect(replayed.ofUser(userId)).toEqual(live.ofUser(userId))
			live.reset()
			expect(live.ofGroup('a')).toEqual([])
		}),
	)
})
