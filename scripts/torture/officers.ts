import { z } from 'zod'
import { changeStates, warningCodes } from '#lib/changes/schemas.ts'
import { Visitor } from '../../e2e/fixtures/visitor.ts'
import type { ToldAnswer } from './evidence.ts'
import type { Apply, Attend } from './plan.ts'
import type { Server } from './server.ts'

/** The sandbox's people who may change assignments; none of them is in a pair of the plan. */
export const officers = ['jo.fenwick', 'sam.okafor', 'lena.brandt', 'noor.haddad', 'dana.whitlock'] as const

const patienceMs = 20_000
const reason = 'Told to do so by the torture, over and over again.'

const toldChange = z.object({ id: z.string(), state: z.enum(changeStates) })
const answerSchema = z.discriminatedUnion('ok', [
	z.object({ ok: z.literal(true), data: z.union([z.object({ change: toldChange }), toldChange]) }),
	z.object({ ok: z.literal(false), code: z.string() }),
])

/** What an action answered: a change, or the code of a refusal. */
export type Answer = { told: ToldAnswer } | { refused: string }

const visitors = new WeakMap<Server, Map<string, Promise<Visitor>>>()

/** Signs in once per server; a sign-in that fails is tried again by the next who asks. */
function visitorAt(server: Server, officer: string, signal: AbortSignal): Promise<Visitor> {
	const known = visitors.get(server) ?? new Map<string, Promise<Visitor>>()
	visitors.set(server, known)
	const before = known.get(officer)
	if (before) return before
	const visitor = new Visitor(server.url)
	const signedIn = visitor.signIn(officer, signal).then(() => visitor)
	known.set(officer, signedIn)
	signedIn.catch(() => known.delete(officer))
	return signedIn
}

/**
 * Calls the action of an operation at a server, as an officer.
 * @param changeId the change that is attended to, where it is not an apply
 * @throws Error where no answer came: the server was killed or paused, or took too long
 */
export async function act(
	server: Server,
	officer: string,
	operation: Apply | (Attend & { changeId: string }),
): Promise<Answer> {
	const signal = AbortSignal.any([server.away, AbortSignal.timeout(patienceMs)])
	const visitor = await visitorAt(server, officer, signal)
	const { action, input } = requestOf(operation)
	return readAnswer(await visitor.act(action, input, signal), operation)
}

function requestOf(operation: Apply | (Attend & { changeId: string })): { action: string; input: object } {
	switch (operation.kind) {
		case 'apply': {
			const { operationId, pair, active } = operation
			const shownWarnings = [...warningCodes]
			const input = { operationId, ...pair, active, reason, ticket: '', confirmation: '', shownWarnings }
			return { action: 'applyChangeAction', input }
		}
		case 'check_now':
			return { action: 'checkNowAction', input: { changeId: operation.changeId } }
		case 'send_again':
			return { action: 'sendAgainAction', input: { changeId: operation.changeId } }
		case 'close':
			return { action: 'closeChangeAction', input: { changeId: operation.changeId, reason } }
	}
}

/** The action's value is one line of the answer; the others are the page. */
function readAnswer(text: string, operation: Apply | Attend): Answer {
	const [, line = 'null'] = /^\w+:(\{"ok":.*)$/m.exec(text) ?? []
	const answer = answerSchema.parse(JSON.parse(line))
	if (!answer.ok) return { refused: answer.code }
	const { id, state } = 'change' in answer.data ? answer.data.change : answer.data
	const operationId = operation.kind === 'apply' ? operation.operationId : null
	return { told: { operationId, changeId: id, state } }
}
