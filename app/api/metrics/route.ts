import { operatorHeaders } from '#lib/auth/operator.ts'
import { readMetrics } from '#lib/operations/metrics.ts'
import { runTextRoute } from '#lib/route.ts'

export const GET = (request: Request) =>
	runTextRoute(
		'metrics.read',
		() => readMetrics(operatorHeaders(request)),
		'text/plain; version=0.0.4; charset=utf-8',
	)
