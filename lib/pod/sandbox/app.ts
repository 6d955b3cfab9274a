import { type Context, Hono } from 'hono'
import { errorAnswer, PodError } from './answers.ts'
import type { CallList } from './calls.ts'
import { suffer, waited } from './fault-effects.ts'
import { FaultList } from './faults.ts'
import type { Interruption } from './interruption.ts'
import { rawPath } from './request.ts'
import { addAssignmentRoutes } from './routes-assignments.ts'
import { addCandidateRoutes } from './routes-candidates.ts'
import { addGroupRoutes } from './routes-groups.ts'
import { addInspectionRoutes } from './routes-inspection.ts'
import { addLoginRoutes } from './routes-login.ts'
import { addUserRoutes } from './routes-users.ts'
import type { SandboxEnv, SandboxPod } from './sandbox-pod.ts'

interface AppParts {
	pod: SandboxPod
	calls: CallList
	interruption: Interruption
	publicKeyPem: string
	latencyMs: number
}

const isWellEncoded = (path: string) => {
	try {
		return decodeURIComponent(path) !== ''
	} catch {
		return false
	}
}

function failure(error: Error, c: Context<SandboxEnv>): Response {
	if (error instanceof PodError) return errorAnswer(error.status, error.message)
	// A caller who left in the middle of the body is no failure of the pod.
	if (c.env.incoming.destroyed && !c.env.incoming.complete) return errorAnswer(400, 'The body broke off')
	process.stderr.write(`The sandbox pod failed: ${error.stack}\n`)
	return errorAnswer(500, 'Internal server error')
}

/** The sandbox pod's routes, with the faults and delays that a call may meet before it reaches them. */
export function sandboxApp({
	pod,
	calls,
	interruption,
	publicKeyPem,
	latencyMs,
}: AppParts): Hono<SandboxEnv> {
	const faults = new FaultList()
	const app = new Hono<SandboxEnv>({
		// Routes are found on the path as it arrived; Hono's own way would decode it once more.
		getPath: (_request, options) => rawPath(options?.env?.incoming.url ?? ''),
	})
	app.onError(failure)
	app.notFound(() => errorAnswer(404, 'There is nothing at this address'))
	addInspectionRoutes(app, { pod, calls, faults, interruption })

	app.use('*', async (c, next) => {
		const path = rawPath(c.env.incoming.url ?? '')
		const stopped = interruption.signal
		if (c.req.method !== 'GET') calls.noteBody(c.env.incoming, await c.req.text())
		if (latencyMs > 0) await waited(latencyMs, stopped)
		const fault = path.startsWith('/sandbox/') ? null : faults.take(c.req.method, path)
		if (fault === null) await next()
		else await suffer(fault, c, next, stopped)
	})
	app.use('*', async (c, next) => {
		if (!isWellEncoded(rawPath(c.env.incoming.url ?? '')))
			throw new PodError(400, 'The path is not percent-encoded correctly')
		await next()
	})
	addLoginRoutes(app, pod, publicKeyPem)
	addGroupRoutes(app, pod)
	addAssignmentRoutes(app, pod, calls)
	addCandidateRoutes(app, pod)
	addUserRoutes(app, pod)
	return app
}
