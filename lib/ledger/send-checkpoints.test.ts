import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { asc, desc, eq, like, sql } from 'drizzle-orm'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { checkpointSinks, checkpoints } from '#lib/db/record-schema.ts'
import { readSinks, sendCheckpoints } from './send-checkpoints.ts'
import { takeCheckpoint } from './take-checkpoint.ts'
import { startRecord } from './testing/record.ts'

const record = await startRecord()
const folder = join(record.folder, 'outside')
const file = join(folder, 'checkpoints')

/** A witness that answers as it is told, and keeps what it took. */
const witness = { status: 200, taken: [] as string[], headers: [] as unknown[], beforeAnswer: async () => {} }
const server = createServer(async (request, response) => {
	const body = await text(request)
	await witness.beforeAnswer()
	if (witness.status === 200) witness.taken.push(body)
	witness.headers.push({ method: request.method, url: request.url, ...request.headers })
	response.writeHead(witness.status, { location: '/elsewhere' }).end('thanks')
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
afterAll(() => server.close())
vi.stubEnv('CHECKPOINT_FILE', file)
vi.stubEnv('CHECKPOINT_URL', `http://user:secret@127.0.0.1:${port}/checkpoints?token=canary`)

const notes = async () => {
	const rows = await record.db.select().from(checkpoints).orderBy(asc(checkpoints.size))
	return rows.map(({ note }) => note)
}
/** Lets the pause after a failure be over. */
const skipPause = () => record.db.update(checkpointSinks).set({ nextTryAt: sql`now()` })
const outside = () => readFileSync(file, 'utf8')

beforeEach(async () => {
	mkdirSync(folder, { recursive: true })
	witness.status = 200
	witness.beforeAnswer = async () => {}
	await record.append(1)
	await takeCheckpoint()
	await skipPause()
})

test('every checkpoint is sent to both places, in order, and nothing where there is none', async () => {
	await sendCheckpoints()
	await sendCheckpoints()
	expect(witness.taken).toEqual(await notes())
	expect(outside()).toBe((await notes()).join(''))
	expect(witness.headers).toEqual([
		expect.objectContaining({
			method: 'POST',
			url: '/checkpoints?token=canary',
			'content-type': 'text/plain; charset=utf-8',
			authorization: `Basic ${Buffer.from('user:secret').toString('base64')}`,
		}),
	])
})

test('places that are away for a while get all that they missed, without a gap', async () => {
	rmSync(folder, { recursive: true })
	const before = witness.taken.length
	for (const status of [500, 302, 404]) {
		witness.status = status
		await record.append(2)
		await takeCheckpoint()
		await skipPause()
		await sendCheckpoints()
		const [onDisk, online] = await readSinks()
		expect(onDisk).toMatchObject({ target: file, problem: `The file ${file} cannot be written (ENOENT).` })
		expect(online?.problem).toBe(`127.0.0.1:${port} answered ${status} instead of taking the checkpoint.`)
	}
	expect(witness.taken).toHaveLength(before)
	witness.status = 200
	mkdirSync(folder)
	await skipPause()
	await sendCheckpoints()
	expect(witness.taken).toEqual(await notes())
	expect(outside()).toBe((await notes()).slice(before).join(''))
	expect(await readSinks()).toMatchObject([
		{ kind: 'file', problem: null, sentSize: (await takeCheckpoint()).size },
		{ kind: 'url', problem: null, sentSize: (await takeCheckpoint()).size },
	])
})

test('one that took nothing is left alone for longer each time', async () => {
	witness.status = 503
	for (const pause of [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]) {
		await skipPause()
		const before = Date.now()
		await sendCheckpoints()
		const after = Date.now()
		const [online] = await record.db
			.select({ nextTryAt: checkpointSinks.nextTryAt })
			.from(checkpointSinks)
			.where(like(checkpointSinks.target, 'http%'))
		// However long the sending took, its pause began between these two; the column rounds to milliseconds.
		const began = (online?.nextTryAt.getTime() ?? 0) - pause * 1000
		expect(began).toBeGreaterThanOrEqual(before - 1)
		expect(began).toBeLessThanOrEqual(after + 1)
	}
	const asked = witness.headers.length
	await sendCheckpoints()
	expect(witness.headers).toHaveLength(asked)
})

test('a note that no key of this record signed reaches no place, and the true ones before it do', async () => {
	const forged = { size: 1_000_000, root: Buffer.alloc(32), note: 'record.test\n1000000\n' }
	const signed = await notes()
	await record.db.insert(checkpoints).values(forged)
	await sendCheckpoints()
	await skipPause()
	await sendCheckpoints()
	expect(witness.taken).toEqual(signed)
	expect(outside().endsWith(signed.at(-1) ?? '')).toBe(true)
	expect(outside()).not.toContain('1000000')
	const problem = expect.stringMatching(/over 1000000 entries is not signed .* It was not sent/)
	expect(await readSinks()).toMatchObject([{ problem }, { problem }])
	await record.ownerDb.delete(checkpoints).where(eq(checkpoints.size, forged.size))
})

test('two processes do not send to one place at once', async () => {
	const before = witness.taken.length
	let sentByOther: Promise<void> | undefined
	witness.beforeAnswer = () => {
		sentByOther ??= sendCheckpoints()
		return sentByOther
	}
	await sendCheckpoints()
	expect(sentByOther).toBeDefined()
	expect(witness.taken.slice(before)).toEqual((await notes()).slice(before))
})

test('a place that somebody put off for years is sent to all the same', async () => {
	const before = witness.taken.length
	await record.db.update(checkpointSinks).set({ nextTryAt: sql`now() + interval '10 years'` })
	await sendCheckpoints()
	expect(witness.taken.length).toBeGreaterThan(before)
})

test('a place that gets nothing and lacks an old checkpoint, or got one that is stored no more, is shown as doubtful', async () => {
	await sendCheckpoints()
	const doubtful = async () => (await readSinks()).map(({ isDoubtful }) => isDoubtful)
	expect(await doubtful()).toEqual([false, false])
	await record.db.update(checkpointSinks).set({ sentSize: 0 })
	expect(await doubtful()).toEqual([false, false])
	await record.ownerDb.update(checkpoints).set({ signedAt: sql`now() - interval '11 minutes'` })
	expect(await doubtful()).toEqual([false, false])
	for (const sentAt of [sql`now() - interval '11 minutes'`, sql`now() + interval '1 year'`]) {
		await record.db.update(checkpointSinks).set({ sentAt })
		expect(await doubtful()).toEqual([true, true])
	}
	await record.db.update(checkpointSinks).set({ sentSize: 1_000_000 })
	expect(await doubtful()).toEqual([true, true])
	const [{ size = 0 } = {}] = await record.db
		.select()
		.from(checkpoints)
		.orderBy(desc(checkpoints.size))
		.limit(1)
	await record.db.update(checkpointSinks).set({ sentSize: size })
	expect(await doubtful()).toEqual([false, false])
	// As where all were deleted, and one of that size was signed anew.
	await record.ownerDb.update(checkpoints).set({ signedAt: sql`now() + interval '2 years'` })
	expect(await doubtful()).toEqual([true, true])
})

test('neither the table nor what is shown holds a password or a query', async () => {
	witness.status = 401
	await sendCheckpoints()
	const kept = JSON.stringify([await record.db.select().from(checkpointSinks), await readSinks()])
	expect(kept).toContain(`http://127.0.0.1:${port}/checkpoints`)
	expect(kept).not.toMatch(/secret|canary/)
})
