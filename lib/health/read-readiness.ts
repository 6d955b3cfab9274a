import 'server-only'
import { type OperatorHeaders, requireOperator } from '#lib/auth/operator.ts'
import { lookAtPod } from '#lib/directory/pod-status.ts'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { processSingleton } from '#lib/process-singleton.ts'
import { isStopping } from '#lib/stopping.ts'
import { type Check, createReadiness } from './readiness.ts'

/** What everybody is told, and what whoever operates the console is told besides. */
export interface ReadinessAnswer {
	ready: boolean
	checks?: Check[]
	/** Nothing that readiness hangs on: the record is there without it. */
	pod?: { state: string; detail: string }
}

function isOperator(headers: OperatorHeaders): boolean {
	try {
		requireOperator(headers)
		return true
	} catch (error) {
		if (error instanceof AppError) return false
		throw error
	}
}

/** Whether this process can serve; the details only for whoever operates the console. Never rejects for a database. */
export async function readReadiness(headers: OperatorHeaders): Promise<ReadinessAnswer> {
	const read = processSingleton('health.readiness', () => createReadiness(env().databaseUrl, isStopping))
	if (!isOperator(headers)) return { ready: (await read()).ready }
	const [readiness, pod] = await Promise.all([read(), describePod()])
	return { ...readiness, pod }
}

async function describePod(): Promise<{ state: string; detail: string }> {
	try {
		return await lookAtPod()
	} catch (error) {
		if (error instanceof AppError) return { state: 'unreachable', detail: error.message }
		throw error
	}
}
