import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DataDirLock, holdDataDir } from './data-dir-lock.ts'
import { freePort } from './ports.ts'

let folder: string
const held: DataDirLock[] = []

const hold = async (url = 'http://127.0.0.1:3000') => {
	const lock = await holdDataDir(folder, url)
	held.push(lock)
	return lock
}

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'scopekeeper-lock-'))
})

afterEach(() => {
	for (const lock of held.splice(0)) lock.release()
	rmSync(folder, { recursive: true })
})

test('a data directory is held by one launcher, and the next is told where that is', async () => {
	await hold('http://127.0.0.1:3123')
	await expect(hold()).rejects.toThrow(/already running .*http:\/\/127\.0\.0\.1:3123/)
})

test('a data directory that was let go can be held again, and nothing is left of the holder', async () => {
	const first = await hold()
	first.release()
	expect(existsSync(join(folder, 'launcher.json'))).toBe(false)
	expect((await hold()).afterCrash).toBe(false)
})

test('a launcher waits for one that is stopping, until it lets go', async () => {
	const file = join(folder, 'launcher.json')
	let asked = 0
	const stopping = createServer((socket) => {
		asked += 1
		if (asked === 3) rmSync(file)
		socket.end(`${JSON.stringify({ token: 'theirs', url: '', stopping: true })}\n`)
	})
	stopping.listen(0, '127.0.0.1')
	await once(stopping, 'listening')
	const address = stopping.address()
	const port = typeof address === 'object' ? address?.port : null
	writeFileSync(file, JSON.stringify({ token: 'theirs', port }))
	expect((await hold()).afterCrash).toBe(false)
	expect(asked).toBe(3)
	stopping.close()
})

test('a holder that nobody answers for was killed, and is followed at once', async () => {
	writeFileSync(join(folder, 'launcher.json'), JSON.stringify({ token: 'gone', port: await freePort() }))
	expect((await hold()).afterCrash).toBe(true)
})

test('a holder whose port now belongs to another launcher was killed too', async () => {
	const elsewhere = mkdtempSync(join(tmpdir(), 'scopekeeper-lock-'))
	const other = await holdDataDir(elsewhere, 'http://127.0.0.1:3001')
	held.push(other)
	const { port } = JSON.parse(readFileSync(join(elsewhere, 'launcher.json'), 'utf8'))
	writeFileSync(join(folder, 'launcher.json'), JSON.stringify({ token: 'gone', port }))
	expect((await hold()).afterCrash).toBe(true)
})

test('a file that was cut short holds nothing', async () => {
	writeFileSync(join(folder, 'launcher.json'), '{"tok')
	expect((await hold()).afterCrash).toBe(true)
})
