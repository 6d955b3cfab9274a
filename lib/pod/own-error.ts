import { cleanText } from '#lib/clean-text.ts'
import type { AnswerBody } from './answer-body.ts'
import { wireError } from './contract.ts'

interface OwnError {
	podCode: number | null
	podMessage: string | null
}

/**
 * The pod's own error, `{code, message}`, of which at least one must be there; `null` for anything else, such as
 * a proxy's page. The message is cleaned, so that it can be stored (2 KB at most).
 */
export function readOwnError(body: AnswerBody): OwnError | null {
	if (body.kind !== 'json') return null
	const parsed = wireError.safeParse(body.value)
	if (!parsed.success) return null
	const { code, message } = parsed.data
	if (code === undefined && message === undefined) return null
	return { podCode: code ?? null, podMessage: message === undefined ? null : cleanText(message) }
}
