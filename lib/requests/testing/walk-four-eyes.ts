import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { type Role, roles } from '#lib/auth/permissions.ts'
import type { Actor } from '#lib/auth/session-store.ts'
import { applyChange } from '#lib/changes/apply.ts'
import { breakGlass } from '#lib/changes/break-glass.ts'
import { readChange } from '#lib/changes/list.ts'
import { reviewChange } from '#lib/changes/review.ts'
import { sendAgain } from '#lib/changes/send-again.ts'
import { formFor, startWorld, untilState, type World } from '#lib/changes/testing/world.ts'
import { undoChange } from '#lib/changes/undo.ts'
import { requests } from '#lib/db/schema.ts'
import { putAssignment } from '#lib/pod/assignments.ts'
import { getPod } from '#lib/pod/connection.ts'
import { landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import { approveRequest } from '../approve.ts'
import { fileRequest } from '../file.ts'
import { readRequest } from '../read.ts'
import { rejectRequest } from '../reject.ts'
import type { RequestKind, RequestView } from '../schemas.ts'
import { approvalFor, requestFor } from './forms.ts'

/**
 * Every role, in every relation to what is asked for, on every path by which an assignment could be touched: what
 * four eyes let through is written down once more here, and compared with what the console does.
 */

type Approvals = 'direct' | 'second' | 'two'
type Pair = { groupId: string; userId: string }

const avery = landmarkPeople.averyQuill

/** Who the person is to the user whom it is about. */
const relations = {
	stranger: {},
	'the one who asked': {},
	'one who approved it': {},
	'the user, by the claim': { podUserId: avery.id },
	'the user, by e-mail': { email: avery.emailAddress.toUpperCase(), username: null },
	'the user, by username': { email: null, username: avery.username.toUpperCase() },
	'perhaps the user': { email: null, username: null, podUserId: null },
} satisfies Record<string, Partial<Actor>>
type Relation = keyof typeof relations

const paths = [
	'apply',
	'undo',
	'break the glass',
	'review',
	'ask',
	'approve',
	'approve an end',
	'approve again after a failure',
	'reject',
	'send again',
] as const
type Path = (typeof paths)[number]

const isUser = (relation: Relation) => relation.startsWith('the user')

/** What four eyes let through, said without a look at the code. */
function isAllowed(path: Path, role: Role, relation: Relation, approvals: Approvals): boolean {
	const decides = role === 'officer' || role === 'administrator'
	const hasClearEyes = relation === 'stranger' || relation === 'one who approved it'
	switch (path) {
		case 'apply':
		case 'undo':
			return approvals === 'direct' && decides && !isUser(relation)
		case 'break the glass':
			return approvals !== 'direct' && role === 'administrator' && hasClearEyes
		case 'review':
			return decides && hasClearEyes
		case 'ask':
			return (decides || role === 'support') && !isUser(relation)
		case 'approve':
		case 'approve an end':
			return decides && relation === 'stranger'
		case 'approve again after a failure':
		case 'send again':
			return decides && hasClearEyes
		case 'reject':
			return decides && relation !== 'the one who asked' && !isUser(relation)
	}
}

/** Whether a person of a role can come into a relation on a path at all. */
function canBe(path: Path, role: Role, relation: Relation, approvals: Approvals): boolean {
	const decides = role === 'officer' || role === 'administrator'
	const isOfRequest = !['apply', 'undo', 'break the glass', 'ask'].includes(path)
	if (path === 'review' && approvals === 'direct') return false
	if (relation === 'the one who asked') {
		return isOfRequest && (path === 'review' ? role === 'administrator' : role !== 'auditor')
	}
	if (relation !== 'one who approved it') return true
	if (path === 'review' || !isOfRequest || !decides) return false
	const isLater = path === 'approve again after a failure' || path === 'send again'
	return isLater || (approvals === 'two' && path !== 'reject')
}

interface Case {
	path: Path
	role: Role
	relation: Relation
	verdict: 'may' | 'may not'
}

function casesFor(approvals: Approvals): Case[] {
	return paths.flatMap((path) =>
		roles.flatMap((role) =>
			(Object.keys(relations) as Relation[])
				.filter((relation) => canBe(path, role, relation, approvals))
				.map((relation) => {
					const verdict = isAllowed(path, role, relation, approvals) ? 'may' : 'may not'
					return { path, role, relation, verdict } as const
				}),
		),
	)
}

const refusals = ['forbidden', 'four_eyes', 'guard_rail', 'not_found']
const podRefuses = { kind: 'status', status: 403, body: { code: 403, message: 'No' } }

/** Walks every case under one setting. */
export function walkFourEyes(approvals: Approvals): void {
	const cases = casesFor(approvals)
	const needed = approvals === 'two' ? 2 : 1
	let world: World
	beforeAll(async () => {
		world = await startWorld({ approvals, groups: 700 })
	})

	/** A request that others than `actor` approved as far as is asked. */
	async function requestBy(
		asker: Actor,
		pair: Pair,
		kind: RequestKind,
		approvers: Actor[],
	): Promise<RequestView> {
		let request = await fileRequest(asker, requestFor(pair, { kind }))
		for (const approver of approvers) {
			request = await approveRequest(approver, await approvalFor(approver, request))
		}
		return request
	}

	const others = (count: number) => Promise.all(Array.from({ length: count }, () => world.person('officer')))

	/** Who must have approved before the person under test comes to it: themselves among them, where so related. */
	async function approversFor(actor: Actor, relation: Relation, count: number): Promise<Actor[]> {
		return relation === 'one who approved it' ? [actor, ...(await others(count - 1))] : others(count)
	}

	const askerFor = (actor: Actor, relation: Relation) =>
		relation === 'the one who asked' ? actor : world.person('support')

	async function assign(pair: Pair): Promise<void> {
		await putAssignment(getPod(), { ...pair, active: true })
	}

	/** A change of the pair that was applied, under whatever setting. */
	async function applied(pair: Pair): Promise<string> {
		const asker = await world.person('support')
		const request = await requestBy(asker, pair, 'assign', await others(needed))
		expect(request.state).toBe('applied')
		return request.change?.id ?? ''
	}

	/** What the person is about to try. */
	async function prepare(
		{ path, relation }: Case,
		actor: Actor,
		pair: Pair,
	): Promise<() => Promise<unknown>> {
		switch (path) {
			case 'apply':
				return () => applyChange(actor, formFor(pair.groupId, pair.userId))
			case 'undo': {
				const { groupId: _, userId: __, active: ___, ...form } = formFor(pair.groupId, pair.userId)
				const changeId = await applied(pair)
				return () => undoChange(actor, { ...form, changeId })
			}
			case 'break the glass':
				return () => breakGlass(actor, glassForm(pair))
			case 'review': {
				const maker = relation === 'the one who asked' ? actor : await world.person('administrator')
				const { change } = await breakGlass(maker, glassForm(pair))
				const note = 'Seen, and agreed to with the desk head.'
				return () => reviewChange(actor, { changeId: change.id, note })
			}
			case 'ask':
				return () => fileRequest(actor, requestFor(pair))
			case 'approve':
			case 'approve an end': {
				const kind = path === 'approve' ? 'assign' : 'set_end'
				if (kind === 'set_end') await assign(pair)
				const before = await approversFor(actor, relation, needed - 1)
				const request = await requestBy(await askerFor(actor, relation), pair, kind, before)
				return approving(actor, request, kind === 'assign' ? 'not_assigned' : 'assigned')
			}
			case 'approve again after a failure': {
				await world.breakPut(pair.groupId, pair.userId, podRefuses)
				const before = await approversFor(actor, relation, needed)
				const request = await requestBy(await askerFor(actor, relation), pair, 'assign', before)
				expect(request.state).toBe('failed')
				await world.database.ownerDb
					.update(requests)
					.set({ claimedBy: null })
					.where(eq(requests.id, request.id))
				return approving(actor, request, 'not_assigned')
			}
			case 'reject': {
				const request = await requestBy(await askerFor(actor, relation), pair, 'assign', [])
				const { id: requestId, version } = request
				return () => rejectRequest(actor, { requestId, version, note: 'The desk is covered.' })
			}
			case 'send again':
				throw new Error('is prepared for all at once')
		}
	}

	const approving =
		(actor: Actor, request: RequestView, shownState: 'assigned' | 'not_assigned') => async () =>
			approveRequest(actor, await approvalFor(actor, request, { shownState }))

	const glassForm = (pair: Pair) =>
		formFor(pair.groupId, pair.userId, {
			reason: 'The desk opens in ten minutes and nobody else can be reached.',
		})

	async function expectVerdict({ verdict }: Case, pair: Pair, attempt: () => Promise<unknown>) {
		const before = await world.puts(pair.groupId, pair.userId)
		const outcome = await attempt().then(
			() => 'done',
			(error) => error.code,
		)
		if (verdict === 'may') return expect(outcome).toBe('done')
		expect(refusals).toContain(outcome)
		expect(await world.puts(pair.groupId, pair.userId)).toEqual(before)
	}

	describe(`with approvals “${approvals}”`, () => {
		it.each(cases.filter(({ path }) => path !== 'send again'))(
			'$role, who is $relation, $verdict $path',
			async (one) => {
				const actor = await world.person(one.role, relations[one.relation])
				const pair = await world.pair()
				await expectVerdict(one, pair, await prepare(one, actor, pair))
			},
		)

		describe('where nobody can read what became of a change', () => {
			const lost = cases.filter(({ path }) => path === 'send again')
			const prepared = new Map<Case, { actor: Actor; pair: Pair; changeId: string }>()

			beforeAll(async () => {
				await world.breakPod({
					method: 'GET',
					path: `/usergroups/[^/]+/assignments|/users/${avery.id}/usergroupassignments`,
					times: 'always',
					fault: { kind: 'empty', status: 404 },
				})
				for (const one of lost) prepared.set(one, await leaveUnknown(one))
				const reader = await world.person('officer')
				await vi.waitFor(
					async () => {
						for (const { changeId } of prepared.values()) {
							await untilState(changeId, 'unknown')
							expect((await readChange(reader, { changeId })).offers).toContain('send_again')
						}
					},
					{ timeout: 30_000, interval: 200 },
				)
			})

			async function leaveUnknown({ role, relation }: Case) {
				const actor = await world.person(role, relations[relation])
				const pair = await world.pair()
				await world.breakPut(pair.groupId, pair.userId, { kind: 'cut-before' })
				const approvers = await approversFor(actor, relation, needed)
				const asker = await askerFor(actor, relation)
				let request = await fileRequest(asker, requestFor(pair))
				for (const approver of approvers) {
					const approval = await approvalFor(approver, request, { shownState: 'unreadable' })
					request = await approveRequest(approver, approval)
				}
				const { change } = await readRequest(approvers[0] ?? actor, { requestId: request.id })
				return { actor, pair, changeId: change?.id ?? '' }
			}

			it.each(lost)('$role, who is $relation, $verdict $path', async (one) => {
				const { actor, pair, changeId } = prepared.get(one) ?? (await leaveUnknown(one))
				await expectVerdict(one, pair, () => sendAgain(actor, { changeId }))
			})
		})
	})
}
