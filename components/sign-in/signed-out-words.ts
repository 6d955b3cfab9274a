type Tone = 'ok' | 'warn'

/** What is said after a sign-out, by how it went; `null` where nobody signed out. */
export function signedOutWords(
	how: unknown,
	isBackFromProvider: boolean,
): { tone: Tone; text: string } | null {
	switch (how) {
		case undefined:
			return null
		case 'here':
			return {
				tone: 'warn',
				text: 'You are signed out of Scopekeeper. Your identity provider offers no sign-out, so you may still be signed in there.',
			}
		case 'unreachable':
			return {
				tone: 'warn',
				text: 'You are signed out of Scopekeeper. Your identity provider could not be reached, so you may still be signed in there.',
			}
		case 'browser':
			return {
				tone: 'warn',
				text: 'You are signed out in this browser, but the console’s database does not answer. Your session there ends by itself when its time is over.',
			}
		default:
			return {
				tone: 'ok',
				text: isBackFromProvider
					? 'You are signed out, here and at your identity provider.'
					: 'You are signed out.',
			}
	}
}
