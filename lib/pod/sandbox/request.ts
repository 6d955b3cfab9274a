import type { Context } from 'hono'
import type { ZodType } from 'zod'
import { parseExactJson } from '../exact-json.ts'
import { PodError } from './answers.ts'
import type { SandboxEnv } from './sandbox-pod.ts'

/** The path of a request target as it arrived, still percent-encoded. */
export function rawPath(target: string): string {
	const [path = ''] = target.replace(/^[a-z]+:\/\/[^/]*/i, '').split('?', 1)
	return path
}

/** The query of a request, decoded once. */
export function queryOf(c: Context<SandboxEnv>): URLSearchParams {
	const target = c.env.incoming.url ?? ''
	const start = target.indexOf('?')
	return new URLSearchParams(start === -1 ? '' : target.slice(start + 1))
}

const greatestInt64 = 9_223_372_036_854_775_807n

/** A user identifier in decimal. @throws PodError 400 when it is no int64 */
export function userIdFrom(text: string): string {
	if (!/^-?\d{1,19}$/.test(text) || BigInt(text) > greatestInt64) {
		throw new PodError(400, 'The user ID is not a 64-bit integer')
	}
	return BigInt(text).toString()
}

/** A query parameter that is true or false. @throws PodError 400 when it is something else */
export function flagFrom(query: URLSearchParams, name: string): boolean | undefined {
	const text = query.get(name)
	if (text === null) return undefined
	if (text !== 'true' && text !== 'false')
		throw new PodError(400, `The parameter ${name} is neither true nor false`)
	return text === 'true'
}

/** A query parameter that is a whole number. @throws PodError 400 when it is not, or lies outside */
export function countFrom(query: URLSearchParams, name: string, least: number, fallback: number): number {
	const text = query.get(name)
	if (text === null) return fallback
	const value = /^\d{1,9}$/.test(text) ? Number(text) : -1
	if (value < least)
		throw new PodError(400, `The parameter ${name} is not a whole number of at least ${least}`)
	return value
}

/**
 * The JSON body of a request, in the given shape.
 * @throws PodError 400 when it is sent as another type, is no JSON, or has another shape
 */
export async function bodyOf<T>(c: Context<SandboxEnv>, schema: ZodType<T>, expected: string): Promise<T> {
	const type = c.req.header('content-type') ?? ''
	if (!/^application\/json\b/i.test(type)) throw new PodError(400, 'The content type is not application/json')
	let value: unknown
	try {
		value = parseExactJson(await c.req.text())
	} catch {
		throw new PodError(400, 'The body is not JSON')
	}
	const parsed = schema.safeParse(value)
	if (!parsed.success) throw new PodError(400, `The body is not ${expected}`)
	return parsed.data
}
