import fc from 'fast-check'

/** Values that nobody's form would send. */

/** What React's own format of calls would take for something else than text. */
const references = [
	'$F1',
	'$F0',
	'$@1',
	'$@0',
	'$K1',
	'$K',
	'$Q1',
	'$W1',
	'$i1',
	'$B1',
	'$S',
	'$Sreact.element',
	'$T1',
	'$T',
	'$D2020',
	'$Dnonsense',
	'$n123456789012345678901234567890',
	'$nx',
	'$-0',
	'$-Infinity',
	'$NaN',
	'$undefined',
	'$1',
	'$0',
	'$0:0',
	'$1:__proto__:constructor',
	'$1:constructor:constructor',
	'$L1',
	'$E1',
	'$r1',
	'$R1',
	'$X1',
	'$x1',
	'$A1',
	'$o1',
	'$P1',
	'$Zx',
	'$$',
	'$',
	'$h1',
	'$v',
	'$U1',
]

const nasty = [
	'',
	' ',
	'\0',
	'a\0b',
	'\ud800',
	'\udc00\ud800',
	'\ufeff',
	'\u202eabc',
	'\u2028',
	'%00',
	'%ff',
	'..',
	'.',
	'/',
	'\\',
	'../../etc/passwd',
	"' or 1=1 --",
	'"; drop table entries; --',
	'$1',
	'{}',
	'[]',
	'null',
	'undefined',
	'NaN',
	'-0',
	'1e309',
	'9223372036854775808',
	'-1',
	'0x10',
	'<script>alert(1)</script>',
	'{{7*7}}',
	'%n%s',
	'\r\nx: y',
	'__proto__',
	'constructor',
	'toString',
	'hasOwnProperty',
	'😀'.repeat(50),
	'é',
	'İ',
	'ﷺ'.repeat(20),
	'ß'.repeat(100),
]

export const nastyText = fc.oneof(
	{ weight: 4, arbitrary: fc.constantFrom(...nasty) },
	{ weight: 3, arbitrary: fc.constantFrom(...references) },
	{ weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
	// Lone surrogates too: any sequence of UTF-16 units.
	{
		weight: 2,
		arbitrary: fc
			.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
			.map((units) => String.fromCharCode(...units)),
	},
	{
		weight: 1,
		arbitrary: fc
			.tuple(fc.constantFrom('a', ' ', '\0', '%', 'a-', '😀', '$1'), fc.integer({ min: 100, max: 3_000 }))
			.map(([unit, times]) => unit.repeat(times)),
	},
)

/** Rarely, so that the whole stays quick: near or over what is taken at all. */
const hugeText = fc
	.tuple(fc.constantFrom('a', '\u0000', '\\', '"', '[', 'é'), fc.integer({ min: 15_000, max: 80_000 }))
	.map(([unit, times]) => unit.repeat(times))

const nested = fc
	.tuple(
		fc.integer({ min: 1, max: 3_000 }),
		fc.constantFrom<[string, string]>(['[', ']'], ['{"a":', '}'], ['{"__proto__":', '}']),
	)
	.map(([depth, [open, close]]) => `${open.repeat(depth)}1${close.repeat(depth)}`)

/** JSON text that no JSON library of ours would write: very deep, broken off, or with keys that mean something else. */
const oddJson = fc.oneof(
	nested,
	fc.constantFrom(
		'',
		'[',
		'[]]',
		'{',
		'[1,]',
		'[NaN]',
		'"x"',
		'null',
		'[null',
		'\ufeff[]',
		'[]\0',
		'{"then":{}}',
		'[{"__proto__":{"isAdmin":true}}]',
		'[{"constructor":{"prototype":{"x":1}}}]',
		'[{"then":"$K1"}]',
		'["$1"]',
		'["$0"]',
		'[["$0"]]',
		'[{"a":"$0:0"}]',
		'["$@0"]',
		'[9223372036854775808]',
		'[1e999]',
		'[-0]',
	),
)

export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
	{ weight: 4, arbitrary: nastyText },
	{ weight: 3, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
	{
		weight: 2,
		arbitrary: fc.constantFrom(null, true, false, 0, -1, 1.5, 2 ** 53, 1e300, [], {}, [[]], [null], [{}]),
	},
	{
		weight: 1,
		arbitrary: fc.dictionary(
			fc.constantFrom('__proto__', 'then', 'toJSON', 'length', 'valueOf', 'a', ''),
			nastyText,
		),
	},
)

/** The body of a call as text. */
export const callText = (fields: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
	fc.oneof(
		{ weight: 6, arbitrary: fields.map((value) => JSON.stringify([value]) ?? '[]') },
		{ weight: 3, arbitrary: fc.array(anyValue, { maxLength: 4 }).map((list) => JSON.stringify(list)) },
		{ weight: 2, arbitrary: oddJson },
		{ weight: 1, arbitrary: hugeText.map((text) => JSON.stringify([{ reason: text }])) },
	)

/** Percent-encodes as some client might: every byte, none of those that may stand, or wrongly. */
export const queryValue = fc.tuple(nastyText, fc.constantFrom('all', 'some', 'broken')).map(([text, how]) => {
	const bytes = Buffer.from(text.toWellFormed(), 'utf8')
	const encoded = [...bytes].map((byte) => {
		const character = String.fromCharCode(byte)
		if (how !== 'all' && /[\w.~:@!$'()*,;/?-]/.test(character)) return character
		return `%${byte.toString(16).padStart(2, '0')}`
	})
	return `${encoded.join('')}${how === 'broken' ? '%ff%zz%' : ''}`.slice(0, 4_000)
})
