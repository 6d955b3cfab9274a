/** What an error code of the sign-in means, and what to do about it. */
export function signInProblem(code: string): string {
	switch (code) {
		case 'NoRole':
		case 'AccessDenied':
			return 'Your account gives you no role here. Ask whoever administers access to put you in the group for compliance officers, support, auditors or administrators, then sign in again.'
		case 'SessionRequired':
			return 'Sign in to go on.'
		case 'CredentialsSignin':
			return 'That person is not known here. Choose one of the people below.'
		case 'Configuration':
			return 'Single sign-on is not set up completely. Tell whoever operates the console; its log says what is missing.'
		case 'OAuthSignin':
		case 'OAuthCallback':
		case 'Callback':
			return 'The identity provider did not complete the sign-in. Try again; if it stays, tell whoever operates the console.'
		default:
			return 'Signing in did not work. Try again; if it stays, tell whoever operates the console.'
	}
}
