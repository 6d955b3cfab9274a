import { Client } from 'pg'
import { afterAll, expect, it, vi } from 'vitest'
import { appRole } from '#lib/db/roles.ts'
import { applyChange } from './apply.ts'
import { changeOfForm, expectSoundTree, expectTruth, expectUnlocked, untilOutcome } from './testing/truth.ts'
import { formFor, startWorld } from './testing/world.ts'

/** Real deadlocks with somebody else at the database, and rights really taken away. */

const world = await startWorld()
const actor = await world.person('officer')
const { ownerDb, superuserUrl, name } = world.database

const other = new Client({ connectionString: superuserUrl.replace(/\/postgres$/, `/${name}`) })
await other.connect()
// The server ends the wait of whoever looks first: never this connection's.
await other.query("set deadlock_timeout = '1min'")
afterAll(async () => {
	await other.end()
	await expectSoundTree(world)
})

async function freshForm() {
	const { groupId, userId } = await world.pair()
	return formFor(groupId, userId)
}

/** Until somebody waits for the gate that `other` holds. */
const untilGateIsWaitedFor = () =>
	vi.waitFor(async () => {
		const waiting = "select 1 from pg_locks where relation = 'gate'::regclass and not granted"
		expect((await ownerDb.$client.query(waiting)).rowCount).toBe(1)
	})

const lockGate = () => other.query('begin; lock table gate in exclusive mode')

it('a deadlock over the intent: nothing is sent, and the person is told', async () => {
	const form = await freshForm()
	await lockGate()
	const answer = applyChange(actor, form).catch((error: unknown) => error)
	await untilGateIsWaitedFor()
	const pair = JSON.stringify([form.groupId, form.userId])
	await other.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [pair])
	await other.query('rollback')
	expect(String(await answer)).toContain('nothing was sent')
	expect(await world.puts(form.groupId, form.userId)).toEqual([])
	await expectTruth(world, form, await changeOfForm(world, form))
	await expectUnlocked(world, actor, form)
})

it('a deadlock over the outcome: it is recorded all the same', async () => {
	const form = await freshForm()
	await world.breakPut(form.groupId, form.userId, { kind: 'latency', ms: 500 })
	const answer = applyChange(actor, form)
	await vi.waitFor(async () => expect(await world.puts(form.groupId, form.userId)).toHaveLength(1))
	await lockGate()
	await untilGateIsWaitedFor()
	await other.query('update changes set lease_until = lease_until where operation_id = $1', [
		form.operationId,
	])
	await other.query('rollback')
	await answer
	const change = await untilOutcome(world, form)
	expect(change).toMatchObject({ state: 'applied', confirmedBy: 'response' })
	await expectTruth(world, form, change)
	await expectUnlocked(world, actor, form)
})

const append = 'execute on function append(text[], bytea[], text[])'

it.each([append, 'insert on changes', 'select on changes', 'select on users'])(
	'without the right “%s” nothing is sent, the person is told, and nothing stays locked',
	async (right) => {
		const form = await freshForm()
		await ownerDb.$client.query(`revoke ${right} from ${appRole}`)
		const answer = await applyChange(actor, form).catch((error: unknown) => error)
		await ownerDb.$client.query(`grant ${right} to ${appRole}`)
		expect(answer).toMatchObject({
			code: 'database_unavailable',
			message: expect.stringContaining('nothing was sent'),
		})
		expect(await changeOfForm(world, form)).toBeNull()
		expect(await world.puts(form.groupId, form.userId)).toEqual([])
		await expectUnlocked(world, actor, form)
	},
)

it.each([append, 'update (state) on changes'])(
	'the right “%s” taken away while the pod answers leaves the change open, until it is given back',
	async (right) => {
		const form = await freshForm()
		await world.breakPut(form.groupId, form.userId, { kind: 'latency', ms: 500 })
		const answer = applyChange(actor, form)
		await vi.waitFor(async () => expect(await world.puts(form.groupId, form.userId)).toHaveLength(1))
		await ownerDb.$client.query(`revoke ${right} from ${appRole}`)
		expect(await answer).toMatchObject({ change: { state: 'pending', sent: true }, pair: null })
		await ownerDb.$client.query(`grant ${right} to ${appRole}`)
		const change = await untilOutcome(world, form)
		expect(change).toMatchObject({ state: 'applied', confirmedBy: 'response' })
		await expectTruth(world, form, change)
		await expectUnlocked(world, actor, form)
	},
)

it('without the right to mark a change as being sent nothing is sent, and the change says so', async () => {
	const form = await freshForm()
	await ownerDb.$client.query(`revoke update (sent_at) on changes from ${appRole}`)
	const { change } = await applyChange(actor, form)
	await ownerDb.$client.query(`grant update (sent_at) on changes to ${appRole}`)
	expect(change).toMatchObject({ state: 'not_sent', sent: false })
	expect(change.problem?.message).toMatch(/^Nothing was sent/)
	await expectTruth(world, form, await changeOfForm(world, form))
	await expectUnlocked(world, actor, form)
})
