import type { Actor } from '#lib/auth/session-store.ts'
import { type JudgedPair, judgeChange } from '#lib/changes/policy.ts'
import type { Verdict } from '#lib/changes/schemas.ts'
import { judgeEnd } from './rules.ts'
import type { RequestKind } from './schemas.ts'

/** The guard-rails' word on what a request asks for. */
export function judgeRequest(actor: Actor, reading: JudgedPair, kind: RequestKind): Verdict {
	if (kind !== 'set_end') return judgeChange(actor, reading, kind === 'assign')
	return judgeEnd({
		assign: judgeChange(actor, reading, true),
		unassign: judgeChange(actor, reading, false),
	})
}
