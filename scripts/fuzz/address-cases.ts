import fc from 'fast-check'
import { type Case, who } from './case.ts'
import { anyValue, callText, queryValue } from './hostile.ts'

const parameters = [
	'q',
	'group',
	'user',
	'tab',
	'kind',
	'after',
	'before',
	'range',
	'from',
	'to',
	'text',
	'person',
	'action',
	'outcome',
	'source',
	'request',
	'ends',
	'callbackUrl',
	'error',
	'signedOut',
	'_rsc',
	'__proto__',
	'',
]
const query = fc
	.array(fc.tuple(fc.constantFrom(...parameters), queryValue), { maxLength: 4 })
	.map((pairs) => (pairs.length > 0 ? `?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}` : ''))

const odd = fc.constantFrom<Record<string, string>[]>(
	{},
	{},
	{},
	{ rsc: '1' },
	{ rsc: '1', 'next-router-state-tree': '%5B' },
	{ rsc: '1', 'next-router-state-tree': 'x' },
	{ 'next-router-state-tree': 'garbage' },
	{ cookie: `next-auth.callback-url=${encodeURIComponent('https://[')}` },
	{ 'next-router-prefetch': '1', rsc: '1' },
	{ 'next-router-segment-prefetch': '/../..', rsc: '1', 'next-router-prefetch': '1' },
)

/** Pages and routes under hostile addresses. */
export const addressCase = (addresses: string[]): fc.Arbitrary<Case> =>
	fc
		.record({ address: fc.constantFrom(...addresses), who, query, part: queryValue, headers: odd })
		.map(({ address, who, query, part, headers }) => ({
			what: address,
			who,
			request: {
				path: `${address.replace(/\[[^\]]+\]/g, () => part.replaceAll('?', '%3f') || 'x')}${query}`,
				headers,
			},
		}))

const authPaths = [
	'session',
	'csrf',
	'providers',
	'signin',
	'signin/oidc',
	'signin/sandbox',
	'signout',
	'callback/oidc',
	'callback/sandbox',
	'error',
	'verify-request',
	'_log',
	'x',
	'__proto__',
	'callback',
	'callback/__proto__',
]

/** What next-auth answers. */
export const signInCase = (url: string): fc.Arbitrary<Case> =>
	fc
		.record({
			path: fc.constantFrom(...authPaths),
			who,
			query,
			method: fc.constantFrom('GET', 'POST'),
			type: fc.constantFrom('application/x-www-form-urlencoded', 'application/json', 'text/plain', 'x'),
			body: fc.oneof(
				fc
					.array(
						fc.tuple(fc.constantFrom('csrfToken', 'person', 'json', 'callbackUrl', 'redirect'), queryValue),
						{ maxLength: 5 },
					)
					.map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&')),
				callText(anyValue),
			),
		})
		.map(({ path, who, query, method, type, body }) => ({
			what: `/api/auth/${path}`,
			who,
			request: {
				method,
				path: `/api/auth/${path}${query}`,
				headers: { 'content-type': type, origin: url },
				...(method === 'POST' ? { body } : {}),
			},
		}))

const latinText = fc
	.array(
		fc.integer({ min: 0x20, max: 0xff }).filter((byte) => byte !== 0x7f),
		{ maxLength: 60 },
	)
	.map((bytes) => String.fromCharCode(...bytes))

/** Odd methods, and headers of any byte that a header may hold. */
export const headerCase = (addresses: string[]): fc.Arbitrary<Case> =>
	fc
		.record({
			address: fc.constantFrom(...addresses),
			who,
			method: fc.constantFrom(
				'GET',
				'GET',
				'HEAD',
				'POST',
				'PUT',
				'PATCH',
				'DELETE',
				'OPTIONS',
				'PROPFIND',
				'TRACE',
			),
			name: fc.constantFrom(
				'host',
				'origin',
				'referer',
				'user-agent',
				'accept',
				'accept-language',
				'x-forwarded-for',
				'content-type',
				'range',
				'if-none-match',
				'authorization',
				'next-action',
				'next-url',
				'x-scopekeeper-request',
				'expect',
				'te',
				'sec-fetch-site',
			),
			value: latinText,
		})
		.map(({ address, who, method, name, value }) => ({
			what: `${method} ${address} with ${name}`,
			who,
			request: { method, path: address.replace(/\[[^\]]+\]/g, '1'), headers: { [name]: value } },
		}))
