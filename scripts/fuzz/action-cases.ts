import fc from 'fast-check'
import { landmarkGroups, landmarkPeople } from '#lib/pod/sandbox/landmarks.ts'
import type { BuiltAction } from '../testing/built.ts'
import { type Case, who } from './case.ts'
import { anyValue, callText, nastyText } from './hostile.ts'

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

/** Calls of actions: as text, and as the forms of a page without JavaScript. */
export const actionCase = (actions: BuiltAction[], url: string): fc.Arbitrary<Case> =>
	fc
		.record({
			action: fc.constantFrom(...actions),
			who,
			text: callText(fc.oneof({ weight: 3, arbitrary: spoiltForm }, { weight: 2, arbitrary: anyValue })),
			path: fc.constantFrom('/assign', '/requests', '/audit', '/sign-in', '/', '/nowhere', '/api/shell'),
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
				body: form ? form.body.replaceAll('§', action.id) : text,
			},
		}))

const fieldName = fc.constantFrom(
	'0',
	'1',
	'2',
	'1:0',
	'$ACTION_ID_§',
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
		'{"id":"§","bound":null}',
		'{"id":"§","bound":"$@1"}',
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
