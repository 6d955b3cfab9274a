import { signIn } from 'next-auth/react'
import { useState } from 'react'
import { signInProblem } from './sign-in-problem.ts'

/** Beyond the ordinary: a sign-in from the last minutes, or typing anew whatever the provider remembers. */
export type ProviderWish = 'again' | 'another'

/** Signs in and goes on to `returnTo`. `pending` holds what was asked for until the page leaves. */
export function useSignIn(returnTo: string, wish?: ProviderWish) {
	const [pending, setPending] = useState<string | null>(null)
	const [problem, setProblem] = useState<string | null>(null)

	async function start(what: string, attempt: () => Promise<string | null>) {
		setPending(what)
		setProblem(null)
		try {
			const failed = await attempt()
			if (failed === null) return
			setProblem(signInProblem(failed))
		} catch {
			setProblem('The console could not be reached. Check the connection and try again.')
		}
		setPending(null)
	}

	return {
		pending,
		problem,
		asPerson: (person: string) =>
			start(person, async () => {
				const answer = await signIn('sandbox', { person, redirect: false, callbackUrl: returnTo })
				if (!answer?.ok || answer.error) return answer?.error ?? 'Default'
				window.location.assign(returnTo)
				return null
			}),
		withProvider: () =>
			start('oidc', async () => {
				await signIn('oidc', { callbackUrl: returnTo }, wish ? { [wish]: '1' } : undefined)
				return null
			}),
	}
}
