import { isReturnAddress } from '#lib/auth/return-address.ts'
import { isArgumentList, isFormCall } from './action-arguments.ts'
import { boundaryOf, hasPlainParts } from './form-parts.ts'
import type { Refusal } from './refusal.ts'

/** The longest comment has 4,000 characters, each of which may take four bytes, and an escape as many again. */
const longestAction = 64 * 1024
/** A sign-in is two or three short fields; so is whatever a form sends to a page that has not come alive. */
const longestForm = 16 * 1024

/**
 * Why a request is refused for its body: more than a page of the console would send, or other than what it would.
 * Reads a copy, and no more of it than the limit.
 */
export async function refuseBody(request: Request): Promise<Refusal | null> {
	if (request.method !== 'POST') return null
	const { pathname: path } = new URL(request.url)
	const type = request.headers.get('content-type') ?? ''
	if (path.startsWith('/api/')) return refuseSignIn(request, type)
	const isNamed = request.headers.has('next-action')
	if (isNamed && isText(type))
		return refuseRead(request, longestAction, (body) => isArgumentList(decode(body)))
	const boundary = boundaryOf(type)
	if (boundary === null) return noAction
	return refuseRead(
		request,
		longestForm,
		async (body) => hasPlainParts(body, boundary) && (await isForm(body, type, isNamed)),
	)
}

/** What next-auth's own script sends: anything else it answers with an error of its own. */
const refuseSignIn = (request: Request, type: string) =>
	refuseRead(
		request,
		longestForm,
		(body) =>
			isFields(type) && new URLSearchParams(decode(body)).getAll('callbackUrl').every(isReturnAddress),
	)

const isText = (type: string) => /^text\/plain(; ?charset=utf-8)?$/i.test(type)
const isFields = (type: string) => /^application\/x-www-form-urlencoded(; ?charset=utf-8)?$/i.test(type)

async function refuseRead(
	request: Request,
	limit: number,
	isFine: (body: Uint8Array<ArrayBuffer>) => boolean | Promise<boolean>,
): Promise<Refusal | null> {
	if (Number(request.headers.get('content-length') ?? 0) > limit) return tooLong
	const body = await readBody(request, limit)
	if (body === null) return tooLong
	return (await isFine(body)) ? null : malformed
}

/** All of the body, or `null` once it is longer than the limit. */
async function readBody(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer> | null> {
	const chunks: Uint8Array[] = []
	let length = 0
	for await (const chunk of request.body ?? []) {
		length += chunk.byteLength
		if (length > limit) return null
		chunks.push(chunk)
	}
	return new Uint8Array(Buffer.concat(chunks))
}

/** A mark at the front is kept: whoever reads the body next does not pass over it. */
const decode = (body: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(body)

async function isForm(body: Uint8Array<ArrayBuffer>, type: string, isNamed: boolean): Promise<boolean> {
	const form = await new Response(body, { headers: { 'content-type': type } }).formData().catch(() => null)
	return form !== null && isFormCall(form, isNamed)
}

const tooLong: Refusal = {
	status: 413,
	code: 'invalid_input',
	message: 'This is longer than the console takes, so nothing was done. Shorten it and try again.',
}

const malformed: Refusal = {
	status: 400,
	code: 'invalid_input',
	message: 'The console could not read this, so nothing was done. Reload the page and try again.',
}

const noAction: Refusal = {
	status: 415,
	code: 'invalid_input',
	message: 'A page takes nothing in this form, so nothing was done. Reload the page and try again.',
}
