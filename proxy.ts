import { type NextRequest, NextResponse } from 'next/server'
import { admitRequest } from '#lib/gate/admit-request.ts'

/** Before every page, route and action: lets a request in, or answers in their place. Each of them still checks for itself. */
export async function proxy(request: NextRequest): Promise<Response> {
	const admitted = await admitRequest(request)
	if (admitted instanceof Response) return admitted
	const response = NextResponse.next({ request: { headers: admitted.headers } })
	if (admitted.policy) response.headers.set('content-security-policy', admitted.policy)
	return response
}

export const config = {
	// The build's own files are the same for everybody.
	matcher: '/((?!_next/static/|icon.svg$).*)',
}
