import type { Finding } from './check.ts'

type Variables = Record<string, string | undefined>

const secretVariables = ['OIDC_CLIENT_SECRET', 'NEXTAUTH_SECRET', 'OPS_TOKEN', 'SYMPHONY_SESSION_TOKEN']
/** Shorter ones would take words out of sentences; none of these variables may be so short but a password. */
const fewestCharacters = 4

/** What a variable holds that is nobody else's business: all of it, or an address's user information and query. */
function secretsOf(name: string, value: string): string[] {
	if (secretVariables.includes(name)) return [value, value.trim()]
	if (!URL.canParse(value)) return []
	const { username, password, searchParams } = new URL(value)
	const tokens = [...searchParams].filter(([key]) => /pass|secret|token|key/i.test(key) && !/^ssl/.test(key))
	// A name alone, as in https://TOKEN@host, is the secret itself.
	const hidden = [password, ...(password || name.startsWith('DATABASE_') ? [] : [username])]
	return [...hidden.flatMap((text) => [text, decode(text)]), ...tokens.map(([, text]) => text)]
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text)
	} catch {
		return text
	}
}

/**
 * Cuts every secret of the configuration out of a text. Sentences quote none by themselves: this is for what others say,
 * such as a pod's message.
 */
export function createRedactor(variables: Variables): (text: string) => string {
	const secrets = Object.entries(variables)
		.flatMap(([name, value]) => (value ? secretsOf(name, value) : []))
		.filter((secret) => secret.length >= fewestCharacters)
		.toSorted((one, other) => other.length - one.length)
	return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), text)
}

export function redactFinding(finding: Finding, redact: (text: string) => string): Finding {
	const { advice } = finding
	return { ...finding, saw: redact(finding.saw), ...(advice === undefined ? {} : { advice: redact(advice) }) }
}
