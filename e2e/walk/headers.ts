/** What a visitor may write around a request to be taken for somebody or something else. */

type Headers = Record<string, string>

/** Next's router tells the server what it shows already: here, that only the page itself is missing. */
const shownAlready = ['', { children: ['(console)', { children: ['audit', {}, null, 'refetch'] }] }]
const stateTree = encodeURIComponent(JSON.stringify(shownAlready))

/** As a browser asks for a page, as Next's router does, and as it does before anybody clicks. */
export const askings: Record<'plain' | 'rsc' | 'prefetch' | 'segment', Headers> = {
	plain: {},
	rsc: { rsc: '1', 'next-router-state-tree': stateTree, 'next-url': '/assign' },
	prefetch: { rsc: '1', 'next-router-prefetch': '1', purpose: 'prefetch', 'sec-purpose': 'prefetch' },
	segment: { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
}

const subrequest = (name: string) => Array.from({ length: 5 }, () => name).join(':')

/** Headers by which frameworks and proxies speak to each other; `none` is the honest request. */
export const spoofs: Record<string, Headers> = {
	none: {},
	subrequest: { 'x-middleware-subrequest': subrequest('proxy') },
	'older subrequest': {
		'x-middleware-subrequest': `${subrequest('middleware')}:${subrequest('src/middleware')}`,
		'x-middleware-subrequest-id': '0'.repeat(16),
	},
	middleware: {
		'x-middleware-next': '1',
		'x-middleware-rewrite': '/assign',
		'x-middleware-invoke': '1',
		'x-middleware-override-headers': 'cookie,authorization',
		'x-middleware-request-cookie': 'next-auth.session-token=x',
		'x-middleware-set-cookie': 'next-auth.session-token=x; Path=/',
	},
	invocation: {
		'x-matched-path': '/assign',
		'x-invoke-path': '/audit',
		'x-invoke-output': '/audit',
		'x-invoke-status': '200',
		'x-now-route-matches': '1=assign',
		'x-nextjs-data': '1',
		'x-prerender-revalidate': '0'.repeat(32),
		'x-prerender-revalidate-if-generated': '1',
	},
	rewriting: {
		'x-original-url': '/sign-in',
		'x-rewrite-url': '/sign-in',
		'x-forwarded-uri': '/sign-in',
		'x-forwarded-prefix': '/sign-in',
		'x-http-method-override': 'GET',
	},
	forwarding: {
		'x-forwarded-host': 'elsewhere.example',
		'x-forwarded-proto': 'https',
		'x-forwarded-port': '443',
		'x-forwarded-for': '127.0.0.1',
		forwarded: 'for=127.0.0.1;host=elsewhere.example;proto=https',
		'x-real-ip': '127.0.0.1',
	},
	host: { host: 'elsewhere.example' },
	person: {
		authorization: 'Bearer 0123456789',
		'x-forwarded-user': 'jo.fenwick',
		'remote-user': 'jo.fenwick',
		'x-scopekeeper-request': 'chosen-outside',
		'x-action-forwarded': '1',
	},
}
