/** How a call was lost: no answer of the pod arrived whole. */
export type LostCause = 'unreachable' | 'name' | 'tls' | 'timeout' | 'cut'

interface NetworkFailure {
	cause: LostCause
	/** The system's or undici's code, for the log. */
	code: string | null
	/** Known to have happened before a connection could carry anything. */
	beforeSending: boolean
}

const nameCodes = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME'])
const connectCodes = new Set([
	'ECONNREFUSED',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EHOSTDOWN',
	'ENETDOWN',
	'EADDRNOTAVAIL',
	'UND_ERR_CONNECT_TIMEOUT',
])
/** Node's X.509 codes, all raised in the handshake; the alerts that a client of TLS 1.3 may see later are not here. */
const certificateCode =
	/^(CERT_|CRL_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_|ERROR_IN_CERT|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$|HOSTNAME_MISMATCH$|ERR_TLS_CERT_ALTNAME)/
const handshakeCode =
	/^ERR_SSL_.*(WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS_AVAILABLE|PROTOCOL_VERSION|HANDSHAKE_FAILURE|PACKET_LENGTH_TOO_LONG)$/

interface SystemError {
	code?: unknown
	syscall?: unknown
	message?: unknown
}

/** Names what a rejected `fetch`, or the reading of its answer, says. `fetch` hides the cause in `error.cause`. */
export function describeNetworkFailure(error: unknown, timedOut: boolean): NetworkFailure {
	const { code, syscall, message }: SystemError = innermost(error)
	const known = typeof code === 'string' ? code : null
	const failure = (cause: LostCause, beforeSending: boolean) => ({ cause, code: known, beforeSending })
	if (timedOut) return failure('timeout', false)
	if (known && nameCodes.has(known)) return failure('name', true)
	if (known && connectCodes.has(known)) return failure('unreachable', true)
	if (known && (certificateCode.test(known) || handshakeCode.test(known))) return failure('tls', true)
	// Node tries a name's addresses in turn, and wraps their failures where all of them failed.
	if (syscall === 'connect' || innermost(error) instanceof AggregateError) return failure('unreachable', true)
	if (typeof message === 'string' && message.includes('before secure TLS connection was established')) {
		return failure('tls', true)
	}
	return failure('cut', false)
}

function innermost(error: unknown): SystemError {
	const cause = error instanceof Error ? error.cause : undefined
	if (cause instanceof Error) return cause
	return error instanceof Error ? error : {}
}
