/** What an error code of the sign-in means, and what to do about it. */
export function signInProblem(code: string): string {
	switch (code) {
		case 'NoRole':
		case 'AccessDenied':
			return 'This account has no role in Scopekeeper. Ask whoever administers Scopekeeper for a role, then sign in again.'
		case 'Disabled':
			return 'Access to Scopekeeper has been disabled for this account. Ask whoever administers Scopekeeper.'
		case 'SessionRequired':
			return 'Sign in to go on.'
		case 'CredentialsSignin':
			return 'That person is not known here. Choose one of the people below.'
		case 'TooManySignIns':
			return 'You have signed in very often in a short time. Wait a few minutes, then try again.'
		case 'Configuration':
			return 'Single sign-on is not set up completely. Tell whoever operates the console; its log says what is missing.'
		case 'Unavailable':
			return 'The console’s database does not answer, so nobody can sign in. Try again in a minute; if it stays so, tell whoever operates the console.'
		case 'OAuthSignin':
			return 'The identity provider could not be reached, so nobody was signed in. Try again in a minute; if it stays so, tell whoever operates the console.'
		case 'OAuthCallback':
		case 'Callback':
			return 'The identity provider did not complete the sign-in. Try again; if it stays, tell whoever operates the console.'
		default:
			return 'Signing in did not work. Try again; if it stays, tell whoever operates the console.'
	}
}

/** Whether it is the account that is not let in: another attempt with the same one changes nothing. */
export const isAccountRefused = (code: string) => ['NoRole', 'AccessDenied', 'Disabled'].includes(code)
