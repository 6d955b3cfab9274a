import { Activity, type ReactNode } from 'react'
import { QueryProvider } from '#components/api/query-provider.tsx'
import { RequestSettingsProvider } from '#components/requests/settings-context.tsx'
import { SessionKeeper } from '#components/session/session-keeper.tsx'
import { MobileBar } from '#components/shell/mobile-bar.tsx'
import { ShellFeed } from '#components/shell/shell-feed.tsx'
import { Sidebar } from '#components/shell/sidebar.tsx'
import { Announcer } from '#components/ui/announcer.tsx'
import { LiveControls } from '#components/ui/live-controls.tsx'
import { forPage } from '#lib/auth/for-page.ts'
import { can } from '#lib/auth/permissions.ts'
import { type Actor, requireActor } from '#lib/auth/session.ts'
import { readSessionLimits } from '#lib/auth/session-limits.ts'
import { AppError } from '#lib/errors.ts'
import { readRequestSettings } from '#lib/requests/settings.ts'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
	const actor = await signedInActor()
	if (!actor) return children
	const person = { name: actor.name, role: actor.role }
	return (
		<Providers actor={actor}>
			<a
				href="#main"
				className="sr-only z-50 rounded-field bg-accent px-4 py-2 font-semibold text-accent-ink focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
			>
				Skip to the page
			</a>
			<div className="min-h-dvh shell:flex">
				<Sidebar person={person} />
				<div className="min-w-0 flex-1">
					<MobileBar person={person} />
					<main
						id="main"
						tabIndex={-1}
						className="mx-auto grid grid-cols-[minmax(0,1fr)] max-w-[1320px] content-start gap-5 px-8 py-[26px] outline-none max-sm:px-4 max-sm:py-5 print:p-0"
					>
						{/* A page comes to life after what is around it, in a task of its own. */}
						<Activity>
							<LiveControls>{children}</LiveControls>
						</Activity>
					</main>
				</div>
			</div>
		</Providers>
	)
}

function Providers({ actor, children }: { actor: Actor; children: ReactNode }) {
	return (
		<QueryProvider>
			<RequestSettingsProvider settings={readRequestSettings()} mayAsk={can(actor.role, 'file_requests')}>
				{children}
				<Announcer />
				<ShellFeed />
				<SessionKeeper viewer={{ id: actor.id, name: actor.name }} limits={readSessionLimits()} />
			</RequestSettingsProvider>
		</QueryProvider>
	)
}

/** `null` for a visitor: the page itself then leads to the sign-in, and knows where to come back to. */
async function signedInActor(): Promise<Actor | null> {
	try {
		return await forPage(() => requireActor({ poll: true }))
	} catch (error) {
		if (error instanceof AppError && error.code === 'not_signed_in') return null
		throw error
	}
}
