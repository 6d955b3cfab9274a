interface PageFailure {
	title: string
	sentence: string
	/** To quote to whoever operates the console: the id of the request, or what stands in its place. */
	quote: string | null
}

/** What is said of a page that failed, by the digest that `forPage` or Next itself gave its error. */
export function pageFailureWords(digest: string | undefined): PageFailure {
	const [, code, requestId] = /^([a-z_]+):(\w+)$/.exec(digest ?? '') ?? []
	const quote = requestId ?? digest ?? null
	if (code === 'database_unavailable') {
		return {
			title: 'The database does not answer',
			sentence:
				'The console reads every page from its database, which does not answer now. Opening this page changed nothing. Try again in a minute',
			quote,
		}
	}
	return {
		title: 'This page could not be shown',
		sentence: 'Opening it changed nothing. Try again',
		quote,
	}
}
