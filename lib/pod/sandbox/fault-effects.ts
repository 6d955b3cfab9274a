import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, Next } from 'hono'
import { parseExactJson } from '../exact-json.ts'
import { jsonAnswer } from './answers.ts'
import { replacement } from './fault-answers.ts'
import type { Fault } from './faults.ts'
import type { SandboxEnv } from './sandbox-pod.ts'

type Call = Context<SandboxEnv>

/** Puts an answer in the place of any that is there; Hono would mix the headers of both. */
function answerWith(c: Call, answer: Response): void {
	c.res = undefined
	c.res = answer
}

function cut(c: Call): void {
	c.env.incoming.socket.destroy()
	answerWith(c, RESPONSE_ALREADY_SENT)
}

/** Waits, and says whether the time passed rather than the pod being stopped or reset. */
export async function waited(ms: number, stopped: AbortSignal): Promise<boolean> {
	return await wait(ms, true, { signal: stopped }).catch(() => false)
}

async function hang(c: Call, stopped: AbortSignal): Promise<void> {
	// Either the caller gives up, or the pod is stopped or reset; both end the wait.
	if (!c.env.outgoing.closed) await once(c.env.outgoing, 'close', { signal: stopped }).catch(() => null)
	cut(c)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value)

async function reshape(
	c: Call,
	next: Next,
	change: (answer: Record<string, unknown>) => unknown,
): Promise<void> {
	await next()
	const text = await c.res.clone().text()
	let answer: unknown
	try {
		answer = parseExactJson(text)
	} catch {
		return
	}
	if (isRecord(answer)) answerWith(c, jsonAnswer(c.res.status, change(answer)))
}

const misshapen = (value: unknown) => (typeof value === 'object' ? 'misshapen' : { misshapen: value })

/** Lets a call suffer a fault: it takes effect or not, and is answered otherwise, later or never. */
export async function suffer(fault: Fault, c: Call, next: Next, stopped: AbortSignal): Promise<void> {
	switch (fault.kind) {
		case 'latency':
			if (await waited(fault.ms, stopped)) await next()
			else cut(c)
			return
		case 'hang':
			return await hang(c, stopped)
		case 'cut-before':
			return cut(c)
		case 'cut-after':
			await next()
			return cut(c)
		case 'cut-late':
			c.env.incoming.socket.destroy()
			if (await waited(fault.ms, stopped)) await next()
			return cut(c)
		case 'alter': {
			const { kind: _kind, ...fields } = fault
			return await reshape(c, next, (answer) => ({ ...answer, ...fields }))
		}
		case 'wrong-shape':
			return await reshape(c, next, (answer) =>
				Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, misshapen(value)])),
			)
		default:
			if (fault.effect) await next()
			return answerWith(c, replacement(fault))
	}
}
