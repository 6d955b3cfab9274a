import { z } from 'zod'
import type { PodClient } from './client.ts'
import type { ReadLimits } from './read.ts'

/**
 * Asks the pod for the console's own session: the lightest call that shows the pod at work.
 * @throws PodError
 */
export async function pingPod(pod: PodClient, limits: ReadLimits = {}): Promise<void> {
	await pod.read({ segments: ['v2', 'sessioninfo'], schema: z.looseObject({}), ...limits })
}
