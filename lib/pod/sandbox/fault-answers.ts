import { writeExactJson } from '../exact-json.ts'
import type { Fault } from './faults.ts'

type ReplacingFault = Extract<Fault, { effect: boolean }>
type StatusFault = Extract<Fault, { kind: 'status' }>

const html = '<!doctype html><title>Sign in</title><h1>Sign in to continue</h1><form method="post"></form>\n'
/** Neither UTF-8 nor the beginning of any JSON text. */
const garbage = new Uint8Array([0x7b, 0x22, 0xff, 0x00, 0xc3, 0x28, 0x3a, 0x2c])

const bodilessStatuses = new Set([204, 205, 304])

function answer(status: number, body: string | Uint8Array<ArrayBuffer>, headers: HeadersInit): Response {
	return new Response(bodilessStatuses.has(status) ? null : body, { status, headers })
}

function statusAnswer({ status, body, headers, contentType }: StatusFault): Response {
	const content = body === undefined ? { code: status, message: `Sandbox fault ${status}` } : body
	const isText = typeof content === 'string'
	const type = contentType ?? (isText ? 'text/plain' : 'application/json')
	const all = new Headers({ 'content-type': type })
	for (const [name, value] of Object.entries(headers)) all.set(name, value)
	return answer(status, isText ? content : writeExactJson(content), all)
}

/** The answer that a fault puts in the place of the pod's own. */
export function replacement(fault: ReplacingFault): Response {
	switch (fault.kind) {
		case 'status':
			return statusAnswer(fault)
		case 'redirect':
			return new Response(null, { status: fault.status, headers: { location: fault.location } })
		case 'html':
			return answer(fault.status, html, { 'content-type': 'text/html; charset=utf-8' })
		case 'garbage':
			return answer(fault.status, garbage, { 'content-type': 'application/json' })
		case 'empty':
			return new Response(null, { status: fault.status })
		case 'large': {
			const body = writeExactJson({ message: 'x'.repeat(fault.bytes) })
			return answer(fault.status, body, { 'content-type': 'application/json' })
		}
	}
}
