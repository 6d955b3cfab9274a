import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SandboxSignIn } from '#components/sign-in/sandbox-sign-in.tsx'
import { SignInCard } from '#components/sign-in/sign-in-card.tsx'
import { signInProblem } from '#components/sign-in/sign-in-problem.ts'
import { SingleSignOn } from '#components/sign-in/single-sign-on.tsx'
import { signInOptions } from '#lib/auth/people.ts'
import { requireActor } from '#lib/auth/session.ts'
import { AppError } from '#lib/errors.ts'

export const metadata: Metadata = { title: 'Sign in' }

interface SignInPageProps {
	searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
	const { callbackUrl, error, signedOut } = await searchParams
	const returnTo = localPath(callbackUrl)
	if (!error && (await isSignedIn())) redirect(returnTo)
	const options = signInOptions()
	const problem = typeof error === 'string' ? signInProblem(error) : null
	return (
		<SignInCard
			isSandbox={options.kind === 'sandbox'}
			problem={problem}
			isSignedOut={signedOut !== undefined}
		>
			{options.kind === 'sandbox' ? (
				<SandboxSignIn
					people={options.people.map(({ id, name, role }) => ({ id, name, role }))}
					returnTo={returnTo}
				/>
			) : (
				<SingleSignOn returnTo={returnTo} />
			)}
		</SignInCard>
	)
}

const firstPage = '/first'

/** Only a path of this console is followed after signing in, never another host. */
function localPath(asked: string | string[] | undefined): string {
	const base = 'http://console.invalid'
	if (typeof asked !== 'string' || !asked.startsWith('/') || !URL.canParse(asked, base)) return firstPage
	const { origin, pathname, search } = new URL(asked, base)
	return origin === base && !pathname.startsWith('//') ? `${pathname}${search}` : firstPage
}

async function isSignedIn(): Promise<boolean> {
	try {
		await requireActor({ poll: true })
		return true
	} catch (error) {
		if (error instanceof AppError && error.code === 'not_signed_in') return false
		throw error
	}
}
