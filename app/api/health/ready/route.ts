import { operatorHeaders } from '#lib/auth/operator.ts'
import { readReadiness } from '#lib/health/read-readiness.ts'

export async function GET(request: Request): Promise<Response> {
	const answer = await readReadiness(operatorHeaders(request))
	return Response.json(answer, {
		status: answer.ready ? 200 : 503,
		headers: { 'cache-control': 'no-store' },
	})
}
