import { openCheckpoint, parseVerifierKey } from '../lib/ledger/checkpoint.ts'
import { expect, test } from './fixtures/story.ts'
import { Visitor } from './fixtures/visitor.ts'

/** What whoever reads or operates the console gets of the record, without a page. */

const checkpoint = async (visitor: Visitor) => {
	const [note, keys] = await Promise.all([
		visitor.fetch('/api/audit/checkpoint'),
		visitor.fetch('/api/audit/checkpoint/keys'),
	])
	const lines = (await keys.text()).trim().split('\n')
	return openCheckpoint(
		await note.text(),
		lines.flatMap((line) => parseVerifierKey(line) ?? []),
	)
}

test('a signed-in person gets the newest checkpoint, and the keys that it is checked with', async ({
	console,
}) => {
	const visitor = new Visitor(console.url)
	await visitor.signIn('priya.nair')
	await expect.poll(async () => (await checkpoint(visitor))?.size ?? 0).toBeGreaterThan(0)
	expect((await checkpoint(visitor))?.origin).toMatch(/^scopekeeper\.local\/[0-9a-f]{12}$/)
})

test('an auditor is told how the record stands; support staff, who see their own entries only, are not', async ({
	console,
}) => {
	const auditor = new Visitor(console.url)
	await auditor.signIn('ingrid.solheim')
	const state = async () => (await auditor.fetch('/api/audit/state')).json()
	await expect.poll(state).toMatchObject({ checkpoint: { matches: true }, signingProblem: null, sinks: [] })
	const support = new Visitor(console.url)
	await support.signIn('priya.nair')
	expect((await support.fetch('/api/audit/state')).status).toBe(403)
})

test('metrics are given on this machine, and to nobody that a proxy asks for', async ({ console }) => {
	const metrics = (headers: Record<string, string>) => fetch(`${console.url}/api/metrics`, { headers })
	const answer = await metrics({})
	expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
	expect(await answer.text()).toMatch(/^scopekeeper_record_entries \d+$/m)
	const forwarded = await metrics({ 'x-forwarded-for': '192.0.2.1' })
	expect(forwarded.status).toBe(403)
	expect(await forwarded.json()).toMatchObject({
		code: 'forbidden',
		message: expect.stringContaining('OPS_TOKEN'),
	})
})
