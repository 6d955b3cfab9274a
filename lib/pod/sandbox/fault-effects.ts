import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, Next } from 'hono'
import { parseExactJson } from '../exact-json.ts'
import { jsonAnswer } from './answers.ts'
import type { SandboxEnv } from './env.ts'
import type { Fault } from './faults.ts'

type Call = Context<SandboxEnv>

function cut(c: Call): Response {
	c.env.incoming.socket.destroy()
	return RESPONSE_ALREADY_SENT
}

/** Waits, and says whether the time passed rather than the pod being stopped or reset. */
export async function waited(ms: number, stopped: AbortSignal): Promise<boolean> {
	return await wait(ms, true, { signal: stopped }).catch(() => false)
}

async function hang(c: Call, stopped: AbortSignal): Promise<Response> {
	// Either the caller gives up, or the pod is stopped or reset; both end the wait.
	await once(c.env.outgoing, 'close', { signal: stopped }).catch(() => null)
	return cut(c)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value)

async function reshape(
	c: Call,
	next: Next,
	change: (answer: Record<string, unknown>) => unknown,
): Promise<undefined> {
	await next()
	const { status } = c.res
	const text = await c.res.clone().text()
	let answer: unknown
	try {
		answer = parseExactJson(text)
	} catch {
		return
	}
	if (!isRecord(answer)) return
	c.res = undefined
	c.res = jsonAnswer(status, change(answer))
}

const misshapen = (value: unknown) => (typeof value === 'object' ? 'misshapen' : { misshapen: value })

const html = '<!doctype html><title>Sign in</title><h1>Sign in to continue</h1><form method="post"></form>\n'

type Replacing = Extract<Fault, { effect: boolean }>

function replacement(fault: Replacing): Response {
	const headers = (type: string) => ({ 'content-type': type })
	switch (fault.kind) {
		case 'status': {
			const { body = { code: fault.status, message: `Sandbox fault ${fault.status}` } } = fault
			const isText = typeof body === 'string'
			const type = fault.contentType ?? (isText ? 'text/plain' : 'application/json')
			const bare = fault.status === 204 || fault.status === 205 || fault.status === 304
			const answer = isText
				? new Response(bare ? null : body, { status: fault.status })
				: jsonOrNothing(fault.status, bare, body)
			answer.headers.set('content-type', type)
			for (const [name, value] of Object.entries(fault.headers)) answer.headers.set(name, value)
			return answer
		}
		case 'redirect':
			return new Response(null, { status: fault.status, headers: { location: fault.location } })
		case 'html':
			return new Response(html, { status: fault.status, headers: headers('text/html; charset=utf-8') })
		case 'garbage':
			return new Response(new Uint8Array([0x7b, 0x22, 0xff, 0x00, 0xc3, 0x28, 0x3a, 0x2c]), {
				status: fault.status,
				headers: headers('application/json'),
			})
		case 'empty':
			return new Response(null, { status: fault.status })
		case 'large':
			return jsonAnswer(fault.status, { message: 'x'.repeat(fault.bytes) })
	}
}

function jsonOrNothing(status: number, bare: boolean, body: unknown): Response {
	return bare ? new Response(null, { status }) : jsonAnswer(status, body)
}

/** Lets a call suffer a fault. What is returned is answered; nothing returned leaves the pod's own answer. */
export async function suffer(
	fault: Fault,
	c: Call,
	next: Next,
	stopped: AbortSignal,
): Promise<Response | undefined> {
	switch (fault.kind) {
		case 'latency':
			if (!(await waited(fault.ms, stopped))) return cut(c)
			await next()
			return
		case 'hang':
			return await hang(c, stopped)
		case 'cut-before':
			return cut(c)
		case 'cut-after':
			await next()
			return cut(c)
		case 'cut-late': {
			const answer = cut(c)
			if (await waited(fault.ms, stopped)) await next()
			return answer
		}
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
			c.res = undefined
			return replacement(fault)
	}
}
