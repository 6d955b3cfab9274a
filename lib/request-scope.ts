import { AsyncLocalStorage } from 'node:async_hooks'
import { processSingleton } from './process-singleton.ts'

/** What the log tells of a request beside what its work says itself. */
export interface RequestScope {
	/** Quoted by people and found in the log. */
	requestId: string
	/** Subject of the signed-in person, once they are known. */
	actor: string | null
}

const storage = () => processSingleton('request-scope', () => new AsyncLocalStorage<RequestScope>())

/** Performs work as one request: `currentScope` finds it from anywhere inside. */
export function inRequestScope<T>(scope: RequestScope, perform: () => Promise<T>): Promise<T> {
	return storage().run(scope, perform)
}

/** The request that is being worked on; absent in background work and pages. */
export const currentScope = (): RequestScope | undefined => storage().getStore()

/** Says whose request it is. */
export function noteActor(subject: string): void {
	const scope = currentScope()
	if (scope) scope.actor = subject
}
