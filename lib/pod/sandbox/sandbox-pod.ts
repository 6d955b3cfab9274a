import type { HttpBindings } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'
import { PodError } from './answers.ts'
import type { AssignmentStore } from './assignment-store.ts'
import type { SandboxGroup } from './groups-data.ts'
import type { PeopleIndex } from './people-index.ts'
import type { Entitlement, ServiceAccount } from './service-accounts.ts'
import type { Sessions } from './sessions.ts'

/** What every route of the pod works on. */
export interface SandboxPod {
	people: PeopleIndex
	groups: ReadonlyMap<string, SandboxGroup>
	assignments: AssignmentStore
	sessions: Sessions
}

export interface SandboxEnv {
	Bindings: HttpBindings
	Variables: { account: ServiceAccount }
}

/** Lets only a call with a running session through. */
export function sessionRequired(pod: SandboxPod): MiddlewareHandler<SandboxEnv> {
	return async (c, next) => {
		const account = pod.sessions.account(c.req.header('sessionToken'))
		if (account === undefined) throw new PodError(401, 'Invalid session')
		c.set('account', account)
		await next()
	}
}

/** Lets only an account with the entitlement through. */
export function entitled(entitlement: Entitlement): MiddlewareHandler<SandboxEnv> {
	return async (c, next) => {
		if (!c.get('account').entitlements.includes(entitlement)) {
			throw new PodError(403, 'The user lacks the required entitlement to perform this operation')
		}
		await next()
	}
}
