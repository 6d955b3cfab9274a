import fc from 'fast-check'
import type { WireRequest } from '../testing/http-client.ts'

/** One request, and who sends it. */
export interface Case {
	what: string
	who: Who
	request: WireRequest
}

export const everyWho = ['nobody', 'officer', 'administrator', 'support', 'auditor'] as const
export type Who = (typeof everyWho)[number]

export const who = fc.constantFrom(...everyWho)
