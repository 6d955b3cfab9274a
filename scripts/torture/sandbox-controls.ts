import { z } from 'zod'
import type { PutCall } from './evidence.ts'
import type { PlannedFault } from './faults.ts'

/** The sandbox pod's own addresses, as its README describes them. */

async function tell(url: string, method: 'POST' | 'DELETE', body?: object): Promise<void> {
	const init = body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}
	const response = await fetch(url, { method, ...init })
	if (!response.ok) throw new Error(`the sandbox pod answered ${response.status}: ${await response.text()}`)
}

export const giveFault = (url: string, rule: PlannedFault['rule']) =>
	tell(`${url}/sandbox/faults`, 'POST', rule)
export const clearFaults = (url: string) => tell(`${url}/sandbox/faults`, 'DELETE')
export const endSessions = (url: string) => tell(`${url}/sandbox/expire-sessions`, 'POST')

const callsSchema = z.array(
	z.object({
		at: z.iso.datetime(),
		target: z.string(),
		body: z.string(),
		status: z.number().nullable(),
		traceId: z.string().nullable(),
		effect: z.object({ at: z.iso.datetime(), number: z.number() }).nullable(),
	}),
)

const assignmentTarget = /\/usergroups\/([^/]+)\/assignments\/(\d+)$/

/** The PUTs of assignments that arrived, oldest first. */
export async function listPuts(url: string): Promise<PutCall[]> {
	const response = await fetch(`${url}/sandbox/calls?method=PUT`)
	return callsSchema.parse(await response.json()).map(({ at, target, body, status, traceId, effect }) => {
		const [, groupId = '', userId = ''] = assignmentTarget.exec(target) ?? []
		const { active } = z.object({ active: z.boolean() }).parse(JSON.parse(body))
		return {
			groupId: decodeURIComponent(groupId),
			userId,
			active,
			arrivedAtMs: Date.parse(at),
			status,
			traceId,
			effect: effect && { number: effect.number, atMs: Date.parse(effect.at) },
		}
	})
}
