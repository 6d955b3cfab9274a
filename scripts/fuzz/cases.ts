import fc from 'fast-check'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import type { BuiltAction } from '../testing/built.ts'
import type { WireRequest } from '../testing/http-client.ts'
import { anyValue, callText, nastyText, queryValue } from './hostile.ts'

/** One request, and who sends it. */
export interface Case {
	what: string
	who: Who
	request: WireRequest
}

export const everyWho = ['nobody', 'officer', 'administrator', 'support', 'auditor'] as const
export type Who = (typeof everyWho)[number]

const who = fc.constantFrom(...everyWho)

/** Every field that an action's form knows, with values that none of them takes. */
const spoiltField: Record<string, fc.Arbitrary<unknown>> = {
	operationId: fc.oneof(nastyText, fc.constant(7)),
	groupId: fc.constantFrom('..', '.', '', 'a/b', '\0', 7, null, {}, 'x'.repeat(5_000)),
	userId: fc.constantFrom('-1', '1.5', 'x', '', '99999999999999999999999', 12, null, ['1']),
	active: fc.constantFrom('yes', 1, null, {}, [true]),
	reason: fc.constantFrom('', 'ab', 7, null, {}, ['Covers the desk.'], 'x'.repeat(9_000)),
	shownWarnings: fc.constantFrom(null, 'x', {}, [7], ['no such warning'], [[]]),
	requestId: fc.constantFrom('1', -1, 0, 1.5, 2 ** 53, null, {}),
	version: fc.constantFrom('1', 0, -1, 2 ** 40, null),
	changeId: fc.oneof(nastyText, fc.constant(null)),
	scheduleId: fc.oneof(nastyText, fc.constant(null)),
}

const wellFilled = {
	operationId: '00000000-0000-4000-8000-000000000000',
	groupId: landmarkGroups.equitiesLondon.id,
	userId: landmarkPeople.averyQuill.id,
	active: true,
	kind: 'assign',
	endsAt: null,
	reason: 'Covers the desk while the lead officer is on leave.',
	ticket: '',
	confirmation: '',
	shownWarnings: [],
	requestId: 999_999,
	version: 1,
	changeId: '00000000-0000-4000-8000-000000000000',
	scheduleId: '00000000-0000-4000-8000-000000000000',
	commentId: '00000000-0000-4000-8000-000000000000',
	takeOver: false,
	note: '',
	shownState: 'not_assigned',
	filter: { range: 'all', text: 'x' },
	ids: [],
}

/** A form as a page would send it, but for all the fields by which a change or a request is made, which are spoilt. */
const spoiltForm = fc.record(spoiltField).map((spoilt) => ({ ...wellFilled, ...spoilt }))

const actionCase = (actions: BuiltAction[], url: string): fc.Arbitrary<Case> =>
	fc
		.record({
			action: fc.constantFrom(...actions),
			who,
			text: callText(fc.oneof({ weight: 3, arbitrary: spoiltForm }, { weight: 2, arbitrary: anyValue })),
			path: fc.constantFrom('/assign', '/requests', '/audit', '/sign-in', '/', '/nowhere', '/api/pod'),
			form: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: formBody }),
			id: fc.oneof(
				{ weight: 9, arbitrary: fc.constant(null) },
				{ weight: 1, arbitrary: fc.constantFrom('x', '', '0'.repeat(42), '__proto__') },
			),
		})
		.map(({ action, who, text, path, form, id }) => ({
			what: action.name,
			// Signing out would leave the rest of the run without this person.
			who: action.name === 'signOutAction' ? 'nobody' : who,
			request: {
				method: 'POST',
				path,
				headers: {
					'next-action': id ?? action.id,
					'content-type': form
						? `multipart/form-data; boundary=${form.boundary}`
						: 'text/plain;charset=UTF-8',
					accept: 'text/x-component',
					origin: url,
				},
				body: form ? form.body.replaceAll('ACTION', action.id) : text,
			},
		}))

const fieldName = fc.constantFrom(
	'0',
	'1',
	'2',
	'1:0',
	'$ACTION_ID_ACTION',
	'$ACTION_REF_1',
	'$ACTION_1:0',
	'$ACTION_KEY',
	'__proto__',
	'',
)
const fieldValue = fc.oneof(
	nastyText,
	fc.constantFrom(
		'["$K1"]',
		'["$F1"]',
		'{"id":"ACTION","bound":null}',
		'{"id":"ACTION","bound":"$@1"}',
		'["$@0"]',
		'["$1"]',
		'"$1"',
		'[["$0"]]',
		'["$B1"]',
		'["$i1"]',
		'["$Q1"]',
		'[]',
	),
)

/** A form's body, now and then with a boundary, a header or an end that is not as it should be. */
const formBody = fc
	.record({
		fields: fc.array(fc.tuple(fieldName, fieldValue), { maxLength: 6 }),
		fault: fc.constantFrom(
			'none',
			'none',
			'no end',
			'no boundary',
			'no name',
			'file',
			'bare newline',
			'long header',
			'empty',
		),
	})
	.map(({ fields, fault }) => {
		const boundary = 'fuzz-7MA4YWxkTrZu0gW'
		const line = fault === 'bare newline' ? '\n' : '\r\n'
		const disposition = (name: string) => {
			if (fault === 'no name') return 'form-data'
			return `form-data; name="${name}"${fault === 'file' ? '; filename="a\0b"' : ''}${fault === 'long header' ? `; x="${'y'.repeat(9_000)}"` : ''}`
		}
		const parts = fields.map(
			([name, value]) =>
				`--${boundary}${line}Content-Disposition: ${disposition(name)}${line}${line}${value}${line}`,
		)
		const end = fault === 'no end' ? '' : `--${boundary}--${line}`
		return {
			boundary: fault === 'no boundary' ? '' : boundary,
			body: fault === 'empty' ? '' : parts.join('') + end,
		}
	})

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
	{ 'next-router-prefetch': '1', rsc: '1' },
	{ 'next-router-segment-prefetch': '/../..', rsc: '1', 'next-router-prefetch': '1' },
)

const addressCase = (addresses: string[]): fc.Arbitrary<Case> =>
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

const signInCase = (url: string): fc.Arbitrary<Case> =>
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

const headerCase = (addresses: string[]): fc.Arbitrary<Case> =>
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

/** Requests of every kind, drawn by a seed: the same seed gives the same ones. */
export function drawCases(
	{ url, actions, addresses }: { url: string; actions: BuiltAction[]; addresses: string[] },
	{ count, seed }: { count: number; seed: number },
): Case[] {
	const arbitrary = fc.oneof(
		{ weight: 9, arbitrary: actionCase(actions, url) },
		{ weight: 6, arbitrary: addressCase(addresses) },
		{ weight: 2, arbitrary: signInCase(url) },
		{ weight: 2, arbitrary: headerCase(addresses) },
	)
	return fc.sample(arbitrary, { numRuns: count, seed })
}
