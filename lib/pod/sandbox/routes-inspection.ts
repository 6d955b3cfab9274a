import type { Context, Hono } from 'hono'
import { parseExactJson } from '../exact-json.ts'
import { errorAnswer, jsonAnswer } from './answers.ts'
import type { CallList } from './calls.ts'
import type { FaultList } from './faults.ts'
import type { Interruption } from './interruption.ts'
import { queryOf } from './request.ts'
import type { SandboxEnv, SandboxPod } from './sandbox-pod.ts'

async function jsonBody(c: Context<SandboxEnv>): Promise<unknown> {
	const text = await c.req.text()
	if (text === '') return {}
	try {
		return parseExactJson(text)
	} catch {
		return undefined
	}
}

const done = () => new Response(null, { status: 204 })

interface Inspected {
	pod: SandboxPod
	calls: CallList
	faults: FaultList
	interruption: Interruption
}

/** What tests and demonstrations steer the pod with: faults, the list of calls, and starting over. */
export function addInspectionRoutes(
	app: Hono<SandboxEnv>,
	{ pod, calls, faults, interruption }: Inspected,
): void {
	app.post('/sandbox/faults', async (c) => {
		const body = await jsonBody(c)
		if (body === undefined) return errorAnswer(400, 'The fault is not valid: the body is not JSON.')
		const added = faults.add(body)
		return typeof added === 'string' ? errorAnswer(400, added) : jsonAnswer(201, added)
	})
	app.get('/sandbox/faults', () => jsonAnswer(200, faults.list()))
	app.delete('/sandbox/faults', () => {
		faults.clear()
		return done()
	})

	app.get('/sandbox/calls', (c) => jsonAnswer(200, calls.list(queryOf(c).get('method'))))

	app.post('/sandbox/reset', async (c) => {
		const body = await jsonBody(c)
		const endsSessions =
			typeof body === 'object' && body !== null && 'sessions' in body && body.sessions === true
		interruption.interrupt()
		pod.assignments.reset()
		faults.clear()
		calls.clear()
		if (endsSessions) pod.sessions.expireAll()
		return done()
	})

	app.post('/sandbox/expire-sessions', () => {
		pod.sessions.expireAll()
		return done()
	})
}
