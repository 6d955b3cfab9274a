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
	const officer = new Visitor(console.url)
	await officer.signIn('sam.okafor')
	await officer.fetch('/api/groups?query=equities')
	await officer.act('applyChangeAction', {})
	const answer = await metrics({})
	expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
	const text = await answer.text()
	for (const sample of [
		/^scopekeeper_record_entries \d+$/m,
		/^scopekeeper_http_request_duration_seconds_count\{method="GET",route="\/assign",status="2xx"\} \d+$/m,
		/^scopekeeper_http_request_duration_seconds_count\{method="POST",route="\/assign",status="2xx"\} \d+$/m,
		/^scopekeeper_verb_duration_seconds_count\{kind="route",verb="groups\.search",outcome="ok"\} \d+$/m,
		/^scopekeeper_verb_duration_seconds_count\{kind="action",verb="change\.apply",outcome="invalid_input"\} \d+$/m,
		/^scopekeeper_pod_call_duration_seconds_count\{endpoint="groups",method="GET",outcome="2xx"\} \d+$/m,
		/^scopekeeper_pod_calls_now\{kind="read",state="waiting"\} \d+$/m,
		/^scopekeeper_database_connections\{state="in_use"\} \d+$/m,
	]) {
		expect(text).toMatch(sample)
	}
	const forwarded = await metrics({ 'x-forwarded-for': '192.0.2.1' })
	expect(forwarded.status).toBe(403)
	expect(await forwarded.json()).toMatchObject({
		code: 'forbidden',
		message: expect.stringContaining('OPS_TOKEN'),
	})
})
