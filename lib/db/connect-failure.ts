/** Why an address of a database cannot be connected to: a sentence's end for the person who wrote it. */
export interface ConnectFailure {
	/** As in “The database at db:5432 …”. */
	reason: string
	/** What to do, after “check DATABASE_URL”; null where there is no more to say. */
	advice: string | null
}

/** SQLSTATEs of a server that does not let somebody in. */
const refusals: Record<string, string> = {
	'28P01': 'refused the password',
	'3D000': 'has no such database',
	'53300': 'takes no more connections',
	'57P03': 'is starting up or shutting down',
}

const untrusted =
	/^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT.*)|CERT_UNTRUSTED|CERT_SIGNATURE_FAILURE)$/

const authorityAdvice =
	'name the file of its authority’s certificate (sslrootcert in the address, or DATABASE_CA_PATH)'

/** The server’s word on who may come in which way: its rules name addresses and users, never a password. */
function describeRefusedUser(message: string): ConnectFailure {
	if (/client certificate/.test(message)) {
		return {
			reason: 'wants a certificate of the client’s',
			advice: 'name it and its key with sslcert and sslkey in the address',
		}
	}
	if (/pg_hba\.conf/.test(message)) {
		return /no encryption/.test(message)
			? { reason: 'lets nobody in without TLS', advice: 'add sslmode=verify-full to the address' }
			: {
					reason: 'does not let this user in from here',
					advice: 'have a line for this machine added to the server’s pg_hba.conf',
				}
	}
	return { reason: 'refused the user', advice: null }
}

function describeTls(code: string, message: string): ConnectFailure | null {
	if (untrusted.test(code)) {
		return {
			reason: 'showed a certificate of an authority that is not trusted here',
			advice: authorityAdvice,
		}
	}
	if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
		return {
			reason: 'showed a certificate for another name',
			advice: 'use the name that stands in its certificate',
		}
	}
	if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
		return {
			reason: 'showed a certificate that is not valid at this time',
			advice: 'have it renewed, or set the clocks',
		}
	}
	if (/does not support SSL/.test(message)) {
		return {
			reason: 'does not offer TLS',
			advice:
				'turn TLS on there (ssl = on), or, where the network in between is your own, say so with sslmode=disable in the address',
		}
	}
	if (/^ERR_(SSL|OSSL|TLS)_|^CERT_|^EPROTO$/.test(code) || /secure TLS connection|SSL/.test(message)) {
		return {
			reason: `did not come to terms over TLS (${code || 'connection broken'})`,
			advice: 'look at both sides’ certificates',
		}
	}
	return null
}

/** Names what `connectClient` threw; quotes codes, never an address or a password. */
export function describeConnectFailure(error: unknown): ConnectFailure {
	const { code = '', message = '' } = error as { code?: string; message?: string }
	const refusal = refusals[code]
	if (refusal) return { reason: refusal, advice: null }
	if (code === '28000') return describeRefusedUser(message)
	const tls = describeTls(code, message)
	if (tls) return tls
	const what = code || (/timeout/.test(message) ? 'no answer in time' : message) || 'no reason given'
	return { reason: `does not answer (${what})`, advice: 'see that PostgreSQL runs there' }
}
