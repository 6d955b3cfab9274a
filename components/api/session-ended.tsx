'use client'

/** Said over the page, which stays as it is so that nothing typed is lost from sight. */
export function SessionEnded() {
	const here = `${window.location.pathname}${window.location.search}`
	return (
		<div
			role="alert"
			className="sticky top-0 z-50 flex flex-wrap items-center justify-center gap-x-4 gap-y-1 bg-ink px-4 py-2.5 text-bg print:hidden"
		>
			Your session has ended. Sign in again to go on.
			<a href={`/sign-in?callbackUrl=${encodeURIComponent(here)}`} className="font-semibold underline">
				Sign in
			</a>
		</div>
	)
}
