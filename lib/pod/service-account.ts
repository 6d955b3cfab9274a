import { z } from 'zod'
import type { PodClient } from './client.ts'
import { wireUser } from './contract.ts'
import type { ReadLimits } from './read.ts'

/**
 * Asks the pod for the console's own session: the lightest call that shows the pod at work.
 * @throws PodError
 */
export async function pingPod(pod: PodClient, limits: ReadLimits = {}): Promise<void> {
	await pod.read({ segments: ['v2', 'sessioninfo'], schema: z.looseObject({}), ...limits })
}

/** Who the console is to the pod, as far as the pod says so. */
export interface ServiceAccount {
	username: string | null
	displayName: string | null
	/** `null` where the answer left them out. */
	roles: string[] | null
}

const wireAccount = wireUser.partial({ id: true })

/**
 * The service account behind the console's session.
 * @throws PodError
 */
export async function readServiceAccount(pod: PodClient, limits: ReadLimits = {}): Promise<ServiceAccount> {
	const wire = await pod.read({ segments: ['v2', 'sessioninfo'], schema: wireAccount, ...limits })
	return {
		username: wire.username ?? null,
		displayName: wire.displayName ?? null,
		roles: wire.roles ?? null,
	}
}
