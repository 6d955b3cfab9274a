import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ConfirmWords } from '#components/sign-in/confirm-words.tsx'
import { RefusedPage } from '#components/sign-in/refused-page.tsx'
import { SandboxPerson } from '#components/sign-in/sandbox-person.tsx'
import { SandboxSignIn } from '#components/sign-in/sandbox-sign-in.tsx'
import { SignInCard } from '#components/sign-in/sign-in-card.tsx'
import { isAccountRefused, signInProblem } from '#components/sign-in/sign-in-problem.ts'
import { signedOutWords } from '#components/sign-in/signed-out-words.ts'
import { SingleSignOn } from '#components/sign-in/single-sign-on.tsx'
import { isBackFromProvider } from '#lib/auth/leave.ts'
import { signInOptions } from '#lib/auth/people.ts'
import { readRefused } from '#lib/auth/refused-account.ts'
import { isRecentSignIn, stepUpProblem } from '#lib/auth/require-recent-sign-in.ts'
import { afterStepUp, readSignInAim, type SignInAim } from '#lib/auth/return-path.ts'
import { type Actor, findPageActor, findWhyEnded } from '#lib/auth/session.ts'

export const metadata: Metadata = { title: 'Sign in' }

interface SignInPageProps {
	searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
	const query = await searchParams
	const aim = readSignInAim(query)
	const code = typeof query.error === 'string' ? query.error : null
	const options = signInOptions()
	const actor = await findPageActor()
	const isRefused = code !== null && isAccountRefused(code)
	const account = isRefused && !actor && options.kind === 'oidc' ? await readRefused() : null
	if (code && account) return <RefusedPage code={code} account={account} returnTo={aim.returnTo} />
	// A refusal ends the session that was there: of whoever is signed in, the address says what is not so.
	const error = isRefused && actor ? null : code
	const isEnough = actor && (aim.again === 'no' || isRecentSignIn(actor))
	if (isEnough && !error) redirect(aim.returnTo)
	if (actor && aim.again !== 'no') return <ConfirmPage actor={actor} aim={aim} error={error} />
	const wentOut = signedOutWords(query.signedOut, await isBackFromProvider(query.state))
	const wasEnded = actor || error || wentOut ? null : await findWhyEnded()
	return (
		<SignInCard
			isSandbox={options.kind === 'sandbox'}
			said={problemOf(error) ?? wentOut ?? (wasEnded ? { tone: 'warn', text: wasEnded } : null)}
		>
			{options.kind === 'sandbox' ? (
				<SandboxSignIn
					people={options.people.map(({ id, name, role }) => ({ id, name, role }))}
					returnTo={aim.returnTo}
				/>
			) : aim.again === 'no' ? (
				<SingleSignOn returnTo={aim.returnTo} />
			) : (
				<SingleSignOn returnTo={afterStepUp(aim.returnTo)} wish="again" />
			)}
		</SignInCard>
	)
}

const problemOf = (error: string | null) =>
	error === null ? null : { tone: 'bad' as const, text: signInProblem(error) }

interface ConfirmPageProps {
	actor: Actor
	aim: SignInAim
	error: string | null
}

/** For somebody who is signed in, and not recently enough. */
function ConfirmPage({ actor, aim: { again, returnTo }, error }: ConfirmPageProps) {
	const options = signInOptions()
	const isInVain = again === 'done'
	const said = isInVain ? { tone: 'bad' as const, text: stepUpProblem(actor) } : problemOf(error)
	const person =
		options.kind === 'sandbox' ? options.people.find(({ id }) => id === actor.subject) : undefined
	return (
		<SignInCard isSandbox={options.kind === 'sandbox'} said={said}>
			<ConfirmWords name={actor.name} />
			{person ? (
				<SandboxPerson person={{ id: person.id, name: person.name, role: person.role }} returnTo={returnTo} />
			) : (
				<SingleSignOn
					returnTo={afterStepUp(returnTo)}
					// A provider that let the person through as they were is asked in so many words to let them type.
					wish={isInVain ? 'another' : 'again'}
					hint="Your organisation may ask you to sign in once more."
				/>
			)}
		</SignInCard>
	)
}
