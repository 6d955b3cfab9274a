import { cleanText } from '#lib/clean-text.ts'

/** What OAuth 2.0 and OpenID Connect have a provider say; anything else was made up by somebody. */
const providerWords: ReadonlySet<string> = new Set([
	'access_denied',
	'account_selection_required',
	'consent_required',
	'interaction_required',
	'invalid_client',
	'invalid_grant',
	'invalid_request',
	'invalid_scope',
	'login_required',
	'server_error',
	'temporarily_unavailable',
	'unauthorized_client',
	'unsupported_grant_type',
	'unsupported_response_type',
])

/** What the log says of a failed sign-in. */
export interface LoggedFailure {
	/** next-auth's name for where it failed. */
	code: string
	name?: string
	/** The beginning of what was said, as far as no visitor can have chosen it. */
	said?: string
	/** Such as `ECONNREFUSED`. */
	systemCode?: string
}

/**
 * What an operator needs of next-auth's report. Its messages quote the address that was called: an e-mail, a state or
 * whatever a visitor put there, of any length.
 */
export function describeSignInFailure(code: string, metadata: unknown): LoggedFailure {
	const error = errorOf(metadata)
	if (!error) return { code }
	const systemCode =
		'code' in error && /^[A-Z][A-Z0-9_]{2,50}$/.test(`${error.code}`) ? `${error.code}` : null
	// It is where a visitor's words arrive, as an error that nobody but next-auth has made.
	const isMadeOfAddress = code.startsWith('OAUTH_CALLBACK') && error.name === 'Error' && !systemCode
	const said = isMadeOfAddress ? null : beginningOf(error.message)
	const providerWord = error.message.split(' (')[0] ?? ''
	return {
		code,
		name: cleanText(error.name, 60),
		...(providerWords.has(providerWord) ? { said: providerWord } : said ? { said } : {}),
		...(systemCode ? { systemCode } : {}),
	}
}

/** Up to where values begin: “state mismatch, expected …, got: …”. Statuses of HTTP are no such values. */
function beginningOf(message: string): string {
	const [status] = /^expected \d{3} [\w ]{1,40}, got: \d{3} [\w ]{1,40}$/.exec(message) ?? []
	return status ?? cleanText(message.split(/[,:(\n]/)[0]?.trim() ?? '', 120)
}

function errorOf(metadata: unknown): Error | null {
	if (metadata instanceof Error) return metadata
	const within =
		typeof metadata === 'object' && metadata !== null && 'error' in metadata ? metadata.error : null
	return within instanceof Error ? within : null
}
