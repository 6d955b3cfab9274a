import { randomBytes } from 'node:crypto'
import { env } from '#lib/env.ts'
import { pagePolicy } from '#lib/security-headers.ts'
import { refuseBody } from './check-body.ts'
import { refuseRate } from './check-rate.ts'
import { refuseRequest } from './check-request.ts'
import { answerRefusal } from './refusal.ts'

/** How a request goes on: with which headers, and under which content security policy its page is shown. */
export interface Admitted {
	headers: Headers
	/** `null` where no page is shown. */
	policy: string | null
}

/** Lets a request in or answers it: by where it comes from, how much it sends, and how often its sender asks. */
export async function admitRequest(request: Request): Promise<Admitted | Response> {
	const refusal = refuseRequest(request) ?? (await refuseRate(request)) ?? (await refuseBody(request))
	if (refusal) return answerRefusal(request, refusal)
	const policy = new URL(request.url).pathname.startsWith('/api/') ? null : newPolicy()
	const headers = new Headers(request.headers)
	// Next reads the nonce from here, and gives it to every script and style of the page.
	if (policy) headers.set('content-security-policy', policy)
	return { headers, policy }
}

function newPolicy(): string {
	const { publicUrl, oidc, development } = env()
	return pagePolicy({
		nonce: randomBytes(16).toString('base64'),
		https: publicUrl?.startsWith('https:') ?? false,
		development,
		// Signing out before the page has come alive is a form's post, which leads on to the provider.
		formTargets: oidc ? [new URL(oidc.issuer).origin] : [],
	})
}
