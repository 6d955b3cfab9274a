import { runTextRoute } from '#lib/action.ts'
import { readMetrics } from '#lib/audit/metrics.ts'
import { operatorHeaders } from '#lib/auth/operator.ts'

export const GET = (request: Request) =>
	runTextRoute(
		'metrics.read',
		() => readMetrics(operatorHeaders(request)),
		'text/plain; version=0.0.4; charset=utf-8',
	)
