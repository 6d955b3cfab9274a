import { runTextRoute } from '#lib/action.ts'
import { operatorHeaders } from '#lib/auth/operator.ts'
import { readMetrics } from '#lib/operations/metrics.ts'

export const GET = (request: Request) =>
	runTextRoute(
		'metrics.read',
		() => readMetrics(operatorHeaders(request)),
		'text/plain; version=0.0.4; charset=utf-8',
	)
